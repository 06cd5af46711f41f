namespace Automator.Emulator.Wire;

/// <summary>How many bytes of bodies may be in memory at once: a thousand clients with a megabyte each are told to come again.</summary>
internal sealed class BodyRoom
{
    private const long Most = 64L << 20;
    private long _taken;

    /// <summary>What one request takes; it gives it back when it is disposed.</summary>
    public Part Open() => new(this);

    internal sealed class Part(BodyRoom room) : IDisposable
    {
        private long _own;

        public void Take(int count)
        {
            _own += count;
            if (Interlocked.Add(ref room._taken, count) > Most) throw new FullException();
        }

        public void Dispose() => Interlocked.Add(ref room._taken, -_own);
    }

    internal sealed class FullException() : Exception("Too many bodies are on their way at once.");
}
