using System.Security.Cryptography;

namespace Automator.Host;

/// <summary>
/// Thirteen characters that sort by time: nine of milliseconds, four of chance. Chance alone would not keep a thousand of one
/// millisecond apart, so those of one process count on.
/// </summary>
internal readonly record struct RunId(string Value)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int ChanceBits = 20;

    /// <summary>Of clocks that differ by more, nobody counts on from the other's.</summary>
    private const long LongestStepMilliseconds = 1_000;

    private static long _last;

    internal static RunId New(TimeProvider time)
    {
        Span<char> id = stackalloc char[13];
        var bits = Count(time.GetUtcNow().ToUnixTimeMilliseconds() << ChanceBits | (uint)RandomNumberGenerator.GetInt32(1 << ChanceBits));
        for (var i = id.Length - 1; i >= 0; i--, bits >>= 5)
            id[i] = Alphabet[(int)(bits & 31)];
        return new RunId(new string(id));
    }

    public override string ToString() => Value;

    /// <param name="last">The one before.</param>
    /// <param name="fresh">What time and chance make of the next.</param>
    internal static long Next(long last, long fresh) =>
        (last >> ChanceBits) - (fresh >> ChanceBits) is >= 0 and < LongestStepMilliseconds ? last + 1 : fresh;

    private static long Count(long fresh)
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Next(last, fresh);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
