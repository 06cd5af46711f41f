namespace Automator.Emulator.Seeds;

/// <summary>Dates of a seed file: days before or after the moment it is planted.</summary>
internal static class SeedFileDays
{
    /// <summary>A hundred years.</summary>
    public const int Most = 36_500;

    public static DateTimeOffset Ago(Seedbed bed, SeedNode node, string key, double standard) => bed.Now.AddDays(-(node.Number(key, 0, Most) ?? standard));

    public static DateTimeOffset Ago(Seedbed bed, SeedNode node, string key, DateTimeOffset standard) => AgoSince(bed, node, key, standard) ?? standard;

    /// <summary>What cannot have been earlier than what it belongs to.</summary>
    public static DateTimeOffset? AgoSince(Seedbed bed, SeedNode node, string key, DateTimeOffset since)
    {
        if (node.Number(key, 0, Most) is not { } days) return null;
        var instant = bed.Now.AddDays(-days);
        return instant >= since ? instant : throw node.Wrong(key, $"is {days} days, before what it belongs to was made. Write a smaller number");
    }

    public static DateOnly? Ahead(Seedbed bed, SeedNode node, string key) =>
        node.Whole(key, -Most, Most) is { } days ? bed.Account.Today.AddDays(days) : null;
}
