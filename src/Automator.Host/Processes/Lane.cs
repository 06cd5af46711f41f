using Automator.Sdk.Protocol;

namespace Automator.Host.Processes;

/// <summary>One worker process: it runs one run at a time and is handed each image once.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private const int MostImages = 64;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(20);

    private readonly ChildProcess<WorkerFrame, HostFrame> _process;
    private readonly List<string> _images = [];

    private Lane(ChildProcess<WorkerFrame, HostFrame> process) => _process = process;

    internal int ProcessId => _process.Id;

    internal long Memory => _process.Memory;

    internal int RunsDone { get; set; }

    internal bool HasExited => _process.HasExited;

    /// <exception cref="LaneException">The worker did not come up.</exception>
    internal static async Task<Lane> Start(TimeProvider time, CancellationToken cancellation)
    {
        var process = ChildProcess<WorkerFrame, HostFrame>.Start(
            ChildProgram.Worker,
            ProtocolJson.Default.WorkerFrame,
            ProtocolJson.Default.HostFrame,
            FramePipe<WorkerFrame, HostFrame>.DefaultMaximumLength);
        var lane = new Lane(process);
        try
        {
            using var deadline = new CancellationTokenSource(StartDeadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
            if (await lane.Receive(either.Token) is not WorkerReady { Protocol: ProtocolJson.Version })
                throw new LaneException("A worker process spoke another protocol. Build or publish Automator.Host again.");
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

    /// <summary>Sees to it that the worker has the image; of more than so many, the one not used for longest goes.</summary>
    internal void Load(string hash, byte[] dll, byte[] pdb)
    {
        if (!_images.Remove(hash))
        {
            if (_images.Count == MostImages)
            {
                Send(new ForgetImage { ImageHash = _images[0] });
                _images.RemoveAt(0);
            }

            Send(new LoadImage { ImageHash = hash, Dll = dll, Pdb = pdb });
        }

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

    /// <exception cref="LaneException">The worker is gone, or said something that is no frame.</exception>
    internal async ValueTask<WorkerFrame> Receive(CancellationToken cancellation)
    {
        try
        {
            return await _process.Pipe.Read(cancellation)
                ?? throw new LaneException($"The worker process ended by itself ({await _process.LastWords()}).");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            throw new LaneException($"The worker process broke the protocol: {e.Message}", e);
        }
    }

    internal void Kill() => _process.Kill();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

/// <summary>A worker process failed. The run it had ends as failed or interrupted; the host goes on.</summary>
internal sealed class LaneException(string message, Exception? inner = null) : Exception(message, inner);
