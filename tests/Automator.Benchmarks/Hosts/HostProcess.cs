using System.Diagnostics;
using System.Threading.Channels;

namespace Automator.Benchmarks.Hosts;

/// <summary>The executable of a layout at work, and when it said what. Disposing it ends it, asking first.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<(string Text, long At)> _lines = Channel.CreateUnbounded<(string, long)>();
    private readonly Queue<string> _last = new();
    private readonly Task _reading;

    private HostProcess(Process process, long startedAt)
    {
        (_process, StartedAt) = (process, startedAt);
        _reading = ReadAll();
    }

    /// <summary>Just before the process was started.</summary>
    internal long StartedAt { get; }

    internal int Id => _process.Id;

    /// <summary>Ends when the process has, and all it said was read.</summary>
    internal Task Exited => Task.WhenAll(_process.WaitForExitAsync(), _reading);

    internal bool HasEnded => _process.HasExited;

    /// <summary>By a signal that it could not hear.</summary>
    internal bool WasKilled => _process is { HasExited: true, ExitCode: 128 + 9 };

    internal string LastWords
    {
        get
        {
            lock (_last)
                return string.Join('\n', _last);
        }
    }

    internal static HostProcess Start(Layout layout, Workplace place) => Start(layout, place.Path, ["serve"]);

    internal static HostProcess Start(Layout layout, string folder, IReadOnlyList<string> arguments) =>
        Start(Path.Combine(layout.Folder, "automator"), folder, arguments);

    internal static HostProcess Start(string program, string folder, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var now = TimeProvider.System.GetTimestamp();
        return new HostProcess(Process.Start(start)!, now);
    }

    /// <summary>When it said it was ready.</summary>
    internal Task<long> Ready(CancellationToken cancellation) => Said("Automator is ready", cancellation);

    /// <summary>When it said the next line with such words, from where the last one was found.</summary>
    internal async Task<long> Said(string words, CancellationToken cancellation) => (await Line(words, cancellation)).At;

    /// <summary>The next line with such words, and when it was said.</summary>
    internal Task<(string Text, long At)> Line(string words, CancellationToken cancellation) => Line(words, [""], cancellation);

    /// <summary>The next line with such words and one of those others.</summary>
    internal async Task<(string Text, long At)> Line(string words, IReadOnlyList<string> others, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await foreach (var (text, at) in _lines.Reader.ReadAllAsync(either.Token))
            {
                if (text.Contains(words, StringComparison.Ordinal) && others.Any(other => text.Contains(other, StringComparison.Ordinal)))
                    return (text, at);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"No line with '{words}' within {Patience}. The host said last:\n{LastWords}");
        }

        throw new InvalidOperationException($"The host ended without a line with '{words}'. It said last:\n{LastWords}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {_process.Id}"]);
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAll()
    {
        await Task.WhenAll(Read(_process.StandardOutput), Read(_process.StandardError));
        _lines.Writer.Complete();
    }

    private async Task Read(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite((line, TimeProvider.System.GetTimestamp()));
            lock (_last)
            {
                _last.Enqueue(line);
                if (_last.Count > 60)
                    _last.Dequeue();
            }
        }
    }
}
