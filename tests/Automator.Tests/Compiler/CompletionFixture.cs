using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Compiler;

/// <summary>One real process that completes, confined as ever, for all tests that only ask it.</summary>
public sealed class CompletionFixture : IAsyncLifetime
{
    private readonly CompletionProcess _process = new(ChildProgram.Completer, TimeProvider.System);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    internal Task<CompletionAnswer> Ask(CompletionRequest request) => _process.Ask(request, TestContext.Current.CancellationToken);

    /// <param name="marked">A rule's text, with a bar where the caret is.</param>
    /// <param name="helpers">What it may load.</param>
    internal async Task<IReadOnlyList<Completion>> Items(string marked, params (string Path, string Text)[] helpers)
    {
        var answer = await Ask(Request(marked, helpers));
        answer.Refusal.ShouldBeNull();
        return answer.Items;
    }

    internal async Task<IReadOnlyList<string>> Labels(string marked, params (string Path, string Text)[] helpers) => [.. (await Items(marked, helpers)).Select(item => item.Label)];

    internal static CompletionRequest Request(string marked, params (string Path, string Text)[] helpers)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        return new CompletionRequest
        {
            Question = CompletionQuestion.Items,
            Source = CompilerFixture.Request(marked.Remove(position, 1), helpers),
            Position = position,
        };
    }
}

[CollectionDefinition(nameof(CompletionFixture))]
public sealed class CompletionCollection : ICollectionFixture<CompletionFixture>;
