namespace Automator.Emulator.Seeds;

/// <summary>Splits a number as companies do: many small shares, a few large ones.</summary>
internal static class Shares
{
    public static int[] Of(int total, int count, Dice dice)
    {
        var weights = Enumerable.Range(0, count).Select(_ => Weight(dice)).ToArray();
        var (sum, before) = (weights.Sum(), 0L);
        var shares = new int[count];
        for (var i = 0; i < count; i++)
        {
            var until = before + weights[i];
            shares[i] = (int)((total * until / sum) - (total * before / sum));
            before = until;
        }

        return shares;
    }

    /// <summary>None is larger than <paramref name="most"/>, and the first is as large, where there is as much.</summary>
    public static int[] UpTo(int most, int total, int count, Dice dice)
    {
        if (count == 0) return [];
        var first = Math.Min(total, most);
        int[] shares = [first, .. Of(total - first, count - 1, dice)];
        var over = shares.Sum(share => Math.Max(0, share - most));
        for (var i = 0; i < count; i++)
        {
            var room = most - shares[i];
            var moved = room < 0 ? room : Math.Min(over, room);
            shares[i] += moved;
            over -= Math.Max(0, moved);
        }

        return shares;
    }

    private static long Weight(Dice dice) => dice.Next(1000) switch
    {
        < 600 => 1 + dice.Next(10),
        < 950 => 10 + dice.Next(30),
        < 999 => 40 + dice.Next(160),
        _ => 500,
    };
}
