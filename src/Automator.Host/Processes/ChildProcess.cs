using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Automator.Confinement;
using Automator.Sdk.Protocol;
using Microsoft.Win32.SafeHandles;

namespace Automator.Host.Processes;

/// <summary>
/// A compiler or a worker: a process of this installation that talks frames over its standard input and output. What it
/// writes to standard error is kept, for the message when it dies. Disposing it kills it.
/// </summary>
internal sealed class ChildProcess<TIn, TOut> : IAsyncDisposable
    where TIn : class
    where TOut : class
{
    private const int KeptErrorLines = 20;
    private const int LongestErrorLine = 500;

    /// <summary>For what it wrote last, once it has ended. Without it, something that it started and that outlives it would be waited for.</summary>
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ProcessFigures _figures;
    private readonly Queue<string> _errors = new();
    private readonly Stream _output;
    private readonly Task _errorReader;
    private readonly Action? _linger;

    private ChildProcess(Process process, Stream output, FramePipe<TIn, TOut> pipe)
    {
        _process = process;
        _figures = new ProcessFigures(process);
        Pipe = pipe;
        _linger = output is FileStream file && PipeEnd.CanTell ? new PipeEnd((int)file.SafeFileHandle.DangerousGetHandle()).Linger : null;
        _output = output;
        _errorReader = KeepErrors();
        Drained = AfterItsLastWrites();
    }

    internal FramePipe<TIn, TOut> Pipe { get; }

    internal int Id => _process.Id;

    /// <summary>What to do about its end, where it said what it died of; a sentence with a space before it.</summary>
    internal string Advice { get; private set; } = "";

    /// <summary>Ends when it has ended, and had time for what it wrote last.</summary>
    internal Task Drained { get; }

    internal bool HasExited => _process.HasExited;

    /// <summary>Resident memory in bytes, and what it has computed; nothing once it has ended.</summary>
    internal (long Memory, TimeSpan ProcessorTime) Figures => _figures.Read();

    internal static ChildProcess<TIn, TOut> Start(
        ChildProgram program, JsonTypeInfo<TIn> read, JsonTypeInfo<TOut> write, int maximumFrame)
    {
        var process = ConfinedStart.Start(program);
        var output = Blocking(process.StandardOutput);
        return new ChildProcess<TIn, TOut>(process, output, new FramePipe<TIn, TOut>(output, process.StandardInput.BaseStream, read, write, maximumFrame));
    }

    /// <summary>The next frame, or null when there will be none: it has closed its side, or ended, though something it started holds that side open.</summary>
    /// <exception cref="InvalidDataException">It does not keep to the protocol.</exception>
    internal async ValueTask<TIn?> Read(CancellationToken cancellation)
    {
        // It blocks: a thread of the pool would be missing meanwhile.
        var read = Task.Factory.StartNew(() => Pipe.Read(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await Task.WhenAny(read, Drained).WaitAsync(cancellation) == read ? await read : null;
    }

    /// <summary>As <see cref="Read"/>, but on the thread that calls it, for as long as the pipe is open.</summary>
    internal TIn? ReadHere() => Pipe.Read(_linger);

    internal void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It had ended, or was just ending, by itself, which is what was wanted.
        }
    }

    /// <summary>How it ended and what it said last, for an error message. Call it when the pipe has closed or the process was killed.</summary>
    internal async Task<string> LastWords()
    {
        await End();
        lock (_errors)
        {
            var words = string.Join(" | ", _errors);
            return words.Length == 0 ? $"exit code {_process.ExitCode}" : $"exit code {_process.ExitCode}: {words}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        // Streams that were asked for are no longer the framework's to close: three descriptors a child, until they happen to be collected.
        await _process.StandardInput.BaseStream.DisposeAsync();
        await _output.DisposeAsync();
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _figures.Dispose();
        lock (_process)
            _process.Dispose();
    }

    /// <summary>A Unix pipe as the framework gives it waits on two threads for what arrives, one after the other, whoever asks.</summary>
    private static Stream Blocking(StreamReader reader)
    {
        if (reader.BaseStream is not PipeStream pipe)
            return reader.BaseStream;
        var taken = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: true);
        pipe.SafePipeHandle.SetHandleAsInvalid();
        return new FileStream(taken, FileAccess.Read, bufferSize: 0);
    }

    private async Task End()
    {
        Kill();
        await _process.WaitForExitAsync();
        await Task.WhenAny(_errorReader, Task.Delay(LastWrites, TimeProvider.System));
    }

    private async Task AfterItsLastWrites()
    {
        await _process.WaitForExitAsync();
        await Task.Delay(LastWrites, TimeProvider.System);
    }

    /// <summary>Part by part: a line that does not end would else be kept whole.</summary>
    private async Task KeepErrors()
    {
        var part = new char[1024];
        var line = new StringBuilder();
        while (await ReadErrors(part) is > 0 and var count)
        {
            foreach (var letter in part.AsSpan(0, count))
            {
                if (letter == '\n')
                    Keep(line);
                else if (line.Length < LongestErrorLine && letter != '\r')
                    line.Append(letter);
            }
        }

        if (line.Length > 0)
            Keep(line);
    }

    private async Task<int> ReadErrors(char[] part)
    {
        try
        {
            return await _process.StandardError.ReadAsync(part);
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException or OperationCanceledException)
        {
            return 0; // Closed from this side: see LastWrites.
        }
    }

    private void Keep(StringBuilder line)
    {
        // The first line of many, which the others push out.
        Advice = line.ToString() switch
        {
            "Stack overflow." => " A function called itself, or others that called it, without an end: give the recursion a way to stop.",
            "Out of memory." => " It kept more in memory than it may: keep less at once.",
            _ => Advice,
        };
        lock (_errors)
        {
            _errors.Enqueue(line.ToString());
            if (_errors.Count > KeptErrorLines)
                _errors.Dequeue();
        }

        line.Clear();
    }
}
