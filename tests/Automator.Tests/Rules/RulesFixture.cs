using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Automator.Tests.Rules;

/// <summary>One real compiler and one real worker for all tests that build rules.</summary>
public sealed class RulesFixture : IAsyncLifetime
{
    internal CompilerProcess Compiler { get; } = new(TimeProvider.System);

    internal Lanes Lanes { get; } = new(2, TimeProvider.System);

    internal string Version { get; } = CompilerVersion.Of(ChildProgram.Compiler);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Lanes.DisposeAsync();
        await Compiler.DisposeAsync();
    }

    internal RuleBuilder Builder(ImageCache cache, CompilerProcess? compiler = null, TimeProvider? registration = null) => new(
        compiler ?? Compiler, Version, new RuleRegistrar(Lanes, registration ?? TimeProvider.System), cache, Check, NullLogger<RuleBuilder>.Instance);

    private static string? Check(HandlerDefinition handler) =>
        handler.Cron is { } cron && cron.Contains("never") ? $"'{cron}' is no schedule." : null;
}

[CollectionDefinition(nameof(RulesFixture))]
public sealed class RulesCollection : ICollectionFixture<RulesFixture>;
