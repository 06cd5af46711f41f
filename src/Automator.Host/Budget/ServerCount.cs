namespace Automator.Host.Budget;

/// <summary>
/// What the server's own counts say beside ours. Its windows are told apart by their horizon, so no clocks are compared: of
/// its count, ours are at most the answers that carried this horizon and all that is under way. Horizons that do not lie
/// whole windows apart are of a window that slides; then ours are at most all that our log holds.
/// </summary>
internal sealed class ServerCount(TimeSpan window)
{
    private ThrottleCount _last;
    private int _answered;
    private bool _slides;
    private int _others;
    private long _until;

    /// <summary>What it allows, where it says so.</summary>
    internal int Max => _last.Max > 0 ? _last.Max : int.MaxValue;

    internal long Until => _until;

    internal int Others(long now) => now < _until ? _others : 0;

    /// <param name="count">From an answer whose request is still counted as under way.</param>
    /// <param name="until">When the server's window ends, on our clock.</param>
    /// <param name="underWay">Requests under way, this one included.</param>
    /// <param name="used">Those, and all answered within one window.</param>
    internal void Observe(ThrottleCount count, long until, int underWay, int used)
    {
        if (count.Horizon < _last.Horizon)
            return;
        if (count.Horizon > _last.Horizon)
        {
            _slides = _last.Horizon != default && (count.Horizon - _last.Horizon).Ticks % window.Ticks != 0;
            (_answered, _others) = (0, 0);
            _last = count;
        }

        _answered++;
        _until = until;
        _last = count with { Count = Math.Max(count.Count, _last.Count) };
        // The request whose answer this is counts as answered already and is still under way: once is enough.
        var ours = _slides ? used : _answered + underWay - 1;
        _others = Math.Max(_others, Math.Min(count.Count - ours, Max));
    }

    /// <summary>Null while server and log agree.</summary>
    internal string? Mismatch(long now, int configured)
    {
        if (_last.Max > 0 && _last.Max != configured)
            return $"The server allows {_last.Max} a window; {configured} are configured.";
        if (Others(now) is > 0 and var others)
            return $"The server counts {_last.Count} in its window, {others} of which are not ours: others use this account from this address.";
        return now < _until && !_slides && _answered > _last.Count
            ? $"The server counts {_last.Count} in its window, and {_answered} of ours were answered in it."
            : null;
    }
}
