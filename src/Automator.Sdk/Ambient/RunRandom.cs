namespace Automator.Sdk;

/// <summary>SplitMix64: the same numbers for the same seed on every runtime and machine, which System.Random does not promise.</summary>
internal sealed class RunRandom(ulong seed)
{
    private ulong _state = seed;

    internal int Next(int below) => (int)(((UInt128)NextBits() * (uint)below) >> 64);

    internal ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
