using Automator.Host.Control;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Editors;

/// <summary>
/// Builds what is open once nobody has typed for a moment, exactly as <c>check</c> does, and says what is wrong with it. A change of
/// one file is news of all, since any may load it.
/// </summary>
internal sealed class Diagnosing(Workshop workshop, OpenFiles files, TimeProvider time, Func<PublishDiagnosticsParams, Task> publish) : IAsyncDisposable
{
    internal static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _changed = new(0);
    private readonly CancellationTokenSource _stop = new();
    private Task _working = Task.CompletedTask;

    internal void Start() => _working = Work();

    internal void Changed() => _changed.Release();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        _stop.Dispose();
        _changed.Dispose();
    }

    private async Task Work()
    {
        try
        {
            while (true)
            {
                await _changed.WaitAsync(_stop.Token);
                await QuietTime();
                foreach (var file in files.All)
                    await Diagnose(file);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task QuietTime()
    {
        do
        {
            while (_changed.Wait(0))
            {
            }

            await Task.Delay(Quiet, time, _stop.Token);
        }
        while (_changed.CurrentCount > 0);
    }

    private async Task Diagnose(OpenFile file)
    {
        var diagnostics = await Diagnostics(file);
        // What has been typed since is diagnosed next.
        if (files.Find(file.Uri)?.Version == file.Version)
            await publish(new PublishDiagnosticsParams(file.Uri, file.Version, diagnostics));
    }

    /// <summary>A border: what the host stumbles over is that file's diagnostic, and the loop goes on to the next.</summary>
    private async Task<IReadOnlyList<LspDiagnostic>> Diagnostics(OpenFile file)
    {
        try
        {
            return [.. (await Errors(file)).Select(error => DiagnosticOf(file, error))];
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            return [DiagnosticOf(file, BuildErrors.Stumbled(file.Path, e))];
        }
    }

    private async Task<IReadOnlyList<SourceError>> Errors(OpenFile file)
    {
        try
        {
            var build = await workshop.Builder.Build(await workshop.Sources(file.Path, files.Texts, _stop.Token), _stop.Token);
            // A helper is there to be loaded, and registers nothing.
            return RulePath.IsHelper(Path.GetFileName(file.Path)) ? [.. build.Errors.Where(error => error.Code != BuildErrors.NoHandlerCode)] : build.Errors;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [BuildErrors.Unreadable(file.Path, e.Message)];
        }
    }

    /// <summary>An error of a file that this one loads stands at its top, with its own place in words.</summary>
    private static LspDiagnostic DiagnosticOf(OpenFile file, SourceError error)
    {
        if (error.File != file.Path)
            return new LspDiagnostic(default, LspDiagnostic.Error, error.Code, "automator", error.ToString());
        var start = file.Lines.OffsetOf(new LspPosition(error.Line - 1, error.Column - 1));
        var end = Math.Max(start, file.Lines.OffsetOf(new LspPosition(error.EndLine - 1, error.EndColumn - 1)));
        return new LspDiagnostic(file.Lines.RangeOf(start, end - start), LspDiagnostic.Error, error.Code, "automator", error.Message);
    }
}
