using System.Text.Json;

namespace Automator.Host.Budget;

/// <summary>
/// Keeps a budget's count from one process to the next. While a process works the file says so, and has no count: whoever
/// finds it like that follows one that crashed.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="account">Whose count it is; that of another account says nothing.</param>
internal sealed class BudgetFile(string path, string account)
{
    /// <summary>The count in a file, for those who only look; null where there is none.</summary>
    internal static BudgetCount? Kept(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BudgetJson.Default.KeptCount)?.Count : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What an earlier process left.</summary>
    internal BudgetLegacy Read()
    {
        if (!File.Exists(path))
            return new BudgetLegacy.None();
        try
        {
            var kept = JsonSerializer.Deserialize(File.ReadAllBytes(path), BudgetJson.Default.KeptCount);
            return kept is null ? new BudgetLegacy.Unknown(null)
                : kept.Account != account ? new BudgetLegacy.None()
                : kept.Count is null ? new BudgetLegacy.Unknown(kept.PausedUntil)
                : new BudgetLegacy.Counted(kept.Count);
        }
        catch (JsonException)
        {
            return new BudgetLegacy.Unknown(null);
        }
    }

    internal void MarkOpen() => Write(new KeptCount { Account = account });

    /// <summary>The account wants to be left alone: also by a process that follows a crash of this one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void MarkPaused(DateTimeOffset until) => Write(new KeptCount { Account = account, PausedUntil = until });

    /// <summary>Where it cannot be written the next process takes this one for crashed, which is safe.</summary>
    internal void Keep(BudgetCount count)
    {
        try
        {
            Write(new KeptCount { Account = account, Count = count });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stop must not fail for it.
        }
    }

    private void Write(KeptCount kept)
    {
        var aside = path + ".new";
        File.WriteAllBytes(aside, JsonSerializer.SerializeToUtf8Bytes(kept, BudgetJson.Default.KeptCount));
        File.Move(aside, path, overwrite: true);
    }
}

/// <summary>What a process finds of the ones before it.</summary>
internal abstract record BudgetLegacy
{
    /// <summary>Nobody has asked this account from here.</summary>
    internal sealed record None : BudgetLegacy;

    /// <summary>The last process stopped in order.</summary>
    internal sealed record Counted(BudgetCount Count) : BudgetLegacy;

    /// <summary>The last process ended without saying what it had spent.</summary>
    internal sealed record Unknown(DateTimeOffset? PausedUntil) : BudgetLegacy;
}
