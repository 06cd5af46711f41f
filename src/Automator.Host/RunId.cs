using System.Security.Cryptography;

namespace Automator.Host;

/// <summary>Thirteen characters that sort by time: nine of milliseconds, four of chance.</summary>
internal readonly record struct RunId(string Value)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    internal static RunId New(TimeProvider time)
    {
        Span<char> id = stackalloc char[13];
        var bits = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 20 | (uint)RandomNumberGenerator.GetInt32(1 << 20);
        for (var i = id.Length - 1; i >= 0; i--, bits >>= 5)
            id[i] = Alphabet[(int)(bits & 31)];
        return new RunId(new string(id));
    }

    public override string ToString() => Value;
}
