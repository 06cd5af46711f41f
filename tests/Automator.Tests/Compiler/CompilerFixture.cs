using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Compiler;

/// <summary>One real compiler process for all tests that only compile.</summary>
public sealed class CompilerFixture : IAsyncLifetime
{
    internal const string Path = "/rules/rule.csx";

    private readonly CompilerProcess _compiler = new(TimeProvider.System);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _compiler.DisposeAsync();

    internal Task<CompileAnswer> Compile(CompileRequest request) => _compiler.Compile(request, TestContext.Current.CancellationToken);

    internal Task<CompileAnswer> Compile(string source, params (string Path, string Text)[] helpers) => Compile(Request(source, helpers));

    internal static CompileRequest Request(string source, params (string Path, string Text)[] helpers) => new()
    {
        Kind = CompileKind.Rule,
        Path = Path,
        Sources = helpers.Append((Path, source)).ToDictionary(file => file.Item1, file => file.Item2),
    };

    internal async Task<byte[]> Image(string source)
    {
        var answer = await Compile(source);
        answer.Errors.ShouldBeEmpty();
        return answer.Dll.ShouldNotBeNull();
    }
}

[CollectionDefinition(nameof(CompilerFixture))]
public sealed class CompilerCollection : ICollectionFixture<CompilerFixture>;
