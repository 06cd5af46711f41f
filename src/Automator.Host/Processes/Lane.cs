using System.ComponentModel;
using Automator.Confinement;
using Automator.Sdk.Protocol;

namespace Automator.Host.Processes;

/// <summary>One worker process: it runs one run at a time and is handed each image once.</summary>
internal sealed class Lane : IAsyncDisposable
{
    internal const int MostImages = 64;

    /// <summary>Bytes of a frame.</summary>
    internal const int MostAtOnce = FramePipe<WorkerFrame, HostFrame>.DefaultMaximumLength;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(20);

    private readonly ChildProcess<WorkerFrame, HostFrame> _process;

    /// <summary>What the worker holds, the longest unused first.</summary>
    private readonly List<string> _images = [];

    private readonly Func<int, long> _turns;

    private Lane(ChildProcess<WorkerFrame, HostFrame> process, Func<int, long> turns)
    {
        _process = process;
        _turns = turns;
        RunsDone = 0;
    }

    internal int ProcessId => _process.Id;

    /// <summary>Resident memory in bytes, and what it has computed; nothing once it has ended.</summary>
    internal (long Memory, TimeSpan ProcessorTime) Figures => _process.Figures;

    internal int RunsDone
    {
        get;
        set
        {
            field = value;
            Turn = _turns(value);
        }
    }

    internal int ImagesHeld => _images.Count;

    /// <summary>Whether other runs have gone through it: what is wrong with it before the next begins may be theirs.</summary>
    internal bool IsUsed => RunsDone > 0;

    /// <summary>Names what it is at, by what it could not know before, so that nothing it said earlier can be taken for an answer.</summary>
    internal long Turn { get; private set; }

    /// <summary>Bytes of the frame received last.</summary>
    internal int LastLength => _process.Pipe.LastLength;

    internal bool HasExited => _process.HasExited;

    /// <exception cref="LaneException">The worker did not come up.</exception>
    internal static async Task<Lane> Start(ChildProgram program, TimeProvider time, CancellationToken cancellation)
    {
        var process = StartProcess(program);
        var lane = new Lane(process, program.Turns);
        try
        {
            using var deadline = new CancellationTokenSource(StartDeadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
            if (await lane.Receive(either.Token) is not WorkerReady { Protocol: ProtocolJson.Version } ready)
                throw new LaneException("A worker process spoke another protocol. Build or publish Automator.Host again.");
            if (program.Missing(ready) is { } missing)
                throw new LaneException($"A worker process is not confined as it should be: {missing}. 'automator doctor' says more.");
            return lane;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var words = await process.LastWords();
            await lane.DisposeAsync();
            throw new LaneException($"A worker process did not come up within {StartDeadline.TotalSeconds:0} s ({words}).");
        }
        catch
        {
            await lane.DisposeAsync();
            throw;
        }
    }

    /// <summary>Before every use of an image: one the worker holds is not sent again.</summary>
    /// <exception cref="LaneException">The worker is gone.</exception>
    internal void Load(string hash, byte[] dll, byte[] pdb)
    {
        if (_images.Remove(hash))
        {
            _images.Add(hash);
            return;
        }

        var old = _images.Count == MostImages ? _images[0] : null;
        if (old is not null)
            _images.RemoveAt(0);
        Send(new LoadImage { ImageHash = hash, Dll = dll, Pdb = pdb, InPlaceOf = old });
        _images.Add(hash);
    }

    /// <exception cref="LaneException">The worker is gone.</exception>
    internal void Send(HostFrame frame)
    {
        try
        {
            _process.Pipe.Write(frame);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new LaneException("The worker process is gone.", e);
        }
    }

    /// <returns>False when the frame is longer than a worker takes: nothing was sent.</returns>
    /// <exception cref="LaneException">The worker is gone.</exception>
    internal bool TrySend(HostFrame frame, out int length)
    {
        try
        {
            return _process.Pipe.TryWrite(frame, out length);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new LaneException("The worker process is gone.", e);
        }
    }

    /// <exception cref="LaneException">The worker is gone, or said something that is no frame.</exception>
    internal async ValueTask<WorkerFrame> Receive(CancellationToken cancellation)
    {
        try
        {
            return await _process.Read(cancellation) ?? throw await Gone();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            throw Broken(e);
        }
    }

    /// <summary>
    /// Hands over each frame on a thread of its own, until the one who takes them wants no more: from the pipe to whoever answers, nobody else
    /// is woken.
    /// </summary>
    /// <exception cref="LaneException">The worker is gone, or said something that is no frame.</exception>
    internal async Task Listen(Func<WorkerFrame, bool> take)
    {
        var listening = Task.Factory.StartNew(
            () =>
            {
                while (_process.ReadHere() is { } frame)
                {
                    if (!take(frame))
                        return true;
                }

                return false;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            // What a process leaves behind when it ends may hold its pipe open.
            if (await Task.WhenAny(listening, _process.Drained) != listening || !await listening)
                throw await Gone();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            throw Broken(e);
        }
    }

    internal void Kill() => _process.Kill();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<LaneException> Gone() => new($"The worker process ended by itself ({await _process.LastWords()}).{_process.Advice}");

    private static LaneException Broken(Exception e) => new($"The worker process broke the protocol: {e.Message}", e);

    private static ChildProcess<WorkerFrame, HostFrame> StartProcess(ChildProgram program)
    {
        try
        {
            return ChildProcess<WorkerFrame, HostFrame>.Start(
                program,
                ProtocolJson.Default.WorkerFrame,
                ProtocolJson.Default.HostFrame,
                MostAtOnce);
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception or InvalidOperationException or ConfinementException)
        {
            throw new LaneException($"A worker process could not be started: {e.Message}", e);
        }
    }
}

/// <summary>A worker process failed. The run it had ends as failed or interrupted; the host goes on.</summary>
internal sealed class LaneException(string message, Exception? inner = null) : Exception(message, inner);
