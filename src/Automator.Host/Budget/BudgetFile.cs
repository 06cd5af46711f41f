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
    private readonly Lock _gate = new();
    private DateTimeOffset? _pausedUntil;
    private bool _isClosed;

    /// <summary>The count in a file, for those who only look; null where there is none.</summary>
    internal static BudgetCount? Kept(string path)
    {
        try
        {
            var kept = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BudgetJson.Default.KeptCount) : null;
            return kept?.Count ?? (kept?.PausedUntil is { } until ? new BudgetCount { PausedUntil = until } : null);
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
            return kept is null ? new BudgetLegacy.Unknown(null, IsDamaged: true)
                : kept.Account != account ? new BudgetLegacy.None()
                : kept.Count is null ? new BudgetLegacy.Unknown(kept.PausedUntil)
                : new BudgetLegacy.Counted(kept.Count);
        }
        catch (JsonException)
        {
            return new BudgetLegacy.Unknown(null, IsDamaged: true);
        }
    }

    /// <summary>A process works on the account from here on.</summary>
    /// <param name="pausedUntil">What an earlier one was told, and this one has to heed.</param>
    internal void MarkOpen(DateTimeOffset? pausedUntil = null)
    {
        lock (_gate)
        {
            _pausedUntil = pausedUntil;
            Write(new KeptCount { Account = account, PausedUntil = pausedUntil });
        }
    }

    /// <summary>The account wants to be left alone: also by a process that follows a crash of this one. Never shortened.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void MarkPaused(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_isClosed || until <= _pausedUntil)
                return;
            _pausedUntil = until;
            Write(new KeptCount { Account = account, PausedUntil = until });
        }
    }

    /// <summary>Where it cannot be written the next process takes this one for crashed, which is safe.</summary>
    internal void Keep(BudgetCount count)
    {
        try
        {
            lock (_gate)
            {
                _isClosed = true;
                Write(new KeptCount { Account = account, Count = count });
            }
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
    internal sealed record Unknown(DateTimeOffset? PausedUntil, bool IsDamaged = false) : BudgetLegacy;
}
