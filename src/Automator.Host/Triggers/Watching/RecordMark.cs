using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Automator.Host.Triggers.Watching;

/// <summary>All that must be remembered of a record to tell later what happened to it. There may be hundreds of thousands.</summary>
internal readonly record struct RecordMark : ISeenMark<RecordMark>
{
    /// <summary>The list or the project it is in.</summary>
    public required long Parent { get; init; }

    /// <summary>When it was completed, in seconds of Unix; 0 while it is open.</summary>
    public long Completed { get; init; }

    /// <summary>Its due day, by number; 0 for none.</summary>
    public int Due { get; init; }

    /// <summary>Of its text.</summary>
    public int Hash { get; init; }

    /// <summary>Of who answers for it; 0 for nobody.</summary>
    public int Responsible { get; init; }

    public int Comments { get; init; }

    /// <summary>When it was last commented, in seconds of Unix; 0 for never.</summary>
    public long Commented { get; init; }

    internal bool IsCompleted => Completed != 0;

    /// <summary>A completion of which the account does not tell the time.</summary>
    internal const long SomeTime = 1;

    internal DateOnly? DueOn => Due == 0 ? null : DateOnly.FromDayNumber(Due);

    internal static int Day(DateOnly? day) => day?.DayNumber ?? 0;

    internal static long Seconds(DateTimeOffset? at) => at?.ToUnixTimeSeconds() ?? 0;

    internal static int HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadInt32LittleEndian(hash);
    }

    public static RecordMark Read(string mark)
    {
        Span<Range> parts = stackalloc Range[7];
        var text = mark.AsSpan();
        text.Split(parts, ' ');
        return new RecordMark
        {
            Parent = Number(text[parts[0]]),
            Completed = Number(text[parts[1]]),
            Due = (int)Number(text[parts[2]]),
            Hash = (int)Number(text[parts[3]]),
            Responsible = (int)Number(text[parts[4]]),
            Comments = (int)Number(text[parts[5]]),
            Commented = Number(text[parts[6]]),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Parent} {Completed} {Due} {Hash} {Responsible} {Comments} {Commented}");

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
