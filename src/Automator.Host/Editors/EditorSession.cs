using Automator.Host.Control;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Editors;

/// <summary>One folder of rules as an editor works on it: what is open, what completes it, and what is wrong with it.</summary>
internal sealed class EditorSession : IAsyncDisposable
{
    private readonly Workshop _workshop;
    private readonly CompletionProcess _completer;
    private readonly Diagnosing _diagnosing;

    /// <param name="workshop">Builds what is open. The session's own from here on.</param>
    /// <param name="completer">The session's own, too.</param>
    /// <param name="time">The clock.</param>
    /// <param name="publish">Says what is wrong with a file.</param>
    internal EditorSession(Workshop workshop, CompletionProcess completer, TimeProvider time, Func<PublishDiagnosticsParams, Task> publish)
    {
        (_workshop, _completer) = (workshop, completer);
        Files = new OpenFiles(workshop.Folder.Path);
        _diagnosing = new Diagnosing(workshop, Files, time, publish);
        _diagnosing.Start();
    }

    internal OpenFiles Files { get; }

    internal void Set(string uri, int version, string text)
    {
        Files.Set(uri, version, text);
        _diagnosing.Changed();
    }

    /// <returns>Whether it was open.</returns>
    internal bool Close(string uri)
    {
        if (!Files.Remove(uri))
            return false;
        _diagnosing.Changed();
        return true;
    }

    /// <summary>Whoever opens a rule is about to type.</summary>
    internal Task Prepare() => _completer.Prepare();

    internal async Task<CompletionAnswer> Ask(CompletionQuestion question, OpenFile file, LspPosition position, string? label, CancellationToken cancellation)
    {
        var sources = await _workshop.Sources(file.Path, Files.Texts, cancellation);
        var request = new CompletionRequest
        {
            Question = question,
            Source = sources.ToRequest(CompileKind.Rule),
            Position = Math.Min(file.Lines.OffsetOf(position), sources.Sources[sources.Path].Length),
            Label = label,
        };
        return await _completer.Ask(request, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _diagnosing.DisposeAsync();
        await _completer.DisposeAsync();
        await _workshop.DisposeAsync();
    }
}
