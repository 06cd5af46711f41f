using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>
/// Frames on their way from the thread that reads them to the thread that acts on them. Whoever waits sleeps at once: to look again and
/// again would take the processor from the host, whose answer is waited for.
/// </summary>
internal sealed class FrameQueue
{
    private readonly Queue<HostFrame> _frames = [];

    internal int Count
    {
        get
        {
            lock (_frames)
                return _frames.Count;
        }
    }

    internal void Add(HostFrame frame)
    {
        lock (_frames)
        {
            _frames.Enqueue(frame);
            Monitor.Pulse(_frames);
        }
    }

    internal HostFrame Take()
    {
        lock (_frames)
        {
            while (_frames.Count == 0)
                Monitor.Wait(_frames);
            return _frames.Dequeue();
        }
    }
}
