namespace Automator.Host.Rules;

/// <summary>
/// Keeps the catalog as the folder is: looks, builds what changed, and publishes it as one change. It looks again as long
/// as the folder stirs meanwhile, so that what arrives file by file is not shown file by file.
/// </summary>
internal sealed class CatalogKeeper(
    RulesFolder folder,
    RuleBuilder builder,
    RuleCatalog catalog,
    LastGood lastGood,
    RulesTiming timing,
    TimeProvider time,
    ILogger<CatalogKeeper> logger) : IDisposable
{
    private readonly QuietTime _hints = new(timing.Quiet, time);
    private readonly RuleDrafts _drafts = new(timing);
    private readonly long _start = time.GetTimestamp();
    private readonly HashSet<RuleName> _stopped = [];
    private bool _hasSeenAll;

    /// <summary>Until it is told to stop.</summary>
    internal async Task Run(CancellationToken stop)
    {
        using var watch = new FolderWatch(folder.Path, _hints, logger);
        var wasHinted = true;
        try
        {
            while (true)
            {
                watch.Start();
                var look = await Look(stop);
                var wait = look.Next;
                if (!look.IsFolderThere)
                {
                    watch.Stop();
                }
                else if (look.FoundNews && !wasHinted)
                {
                    // It listens to a folder that has been replaced, or nobody tells it anything.
                    watch.Stop();
                    wait = timing.Quiet;
                }

                wasHinted = await _hints.Wait(wait, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // This is how it ends.
        }
    }

    /// <summary>Something in the folder may have changed.</summary>
    internal void Hint() => _hints.Hint();

    /// <summary>One look at the folder, and all that follows from it.</summary>
    internal async Task<FolderLook> Look(CancellationToken cancellation)
    {
        var began = Now;
        var foundNews = false;
        while (true)
        {
            var listing = await folder.Read(cancellation);
            if (listing.Problem is { } problem)
            {
                _drafts.Lose();
                if (catalog.Lose(problem))
                    RulesLog.FolderLost(logger, problem);
                return new FolderLook { IsFolderThere = false, FoundNews = false, Next = timing.Scan };
            }

            var changed = _drafts.See(listing, Now);
            foundNews |= changed.Count > 0;
            var doubtful = changed.Where(IsDoubtful).ToList();
            foreach (var file in changed.Except(doubtful))
                await Build(file, cancellation);
            // What may take long, and may come to nothing, is not waited for by what is good.
            if (doubtful.Count > 0 && doubtful.Count < changed.Count)
                Publish(awaited: doubtful);
            foreach (var file in doubtful)
                await Build(file, cancellation);

            if (!_hints.IsStirred || Now - began > timing.Scan)
                break;
            await _hints.Wait(timing.Scan, cancellation);
        }

        var next = Publish(awaited: []) ?? timing.Scan;
        _hasSeenAll = true;
        return new FolderLook { IsFolderThere = true, FoundNews = foundNews, Next = next };
    }

    public void Dispose() => _hints.Dispose();

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>One that was never live, at the start; later, one the compiler had to be stopped over.</summary>
    private bool IsDoubtful(RuleFile file) => _hasSeenAll ? _stopped.Contains(file.Name) : lastGood.Of(file.Name) is null;

    private async Task Build(RuleFile file, CancellationToken cancellation)
    {
        var build = file.Sources is { } sources
            ? await builder.Build(sources, cancellation)
            : new RuleBuild { Errors = [file.Error!] };
        var before = build.Image is null && !catalog.Entries.Any(entry => entry.Name == file.Name) && lastGood.Of(file.Name) is { } hash
            ? await builder.Restore(file.Path, hash, cancellation)
            : null;
        _drafts.Built(file, build, before, Now);
        if (build.Errors.Any(BuildErrors.IsStopped))
            _stopped.Add(file.Name);
        else
            _stopped.Remove(file.Name);
    }

    private TimeSpan? Publish(IEnumerable<RuleFile> awaited)
    {
        if (catalog.Problem is not null)
            RulesLog.FolderBack(logger, folder.Path);
        var verdicts = _drafts.Settle(Now, atOnce: !_hasSeenAll, out var lookAgain);
        var change = catalog.Take(verdicts, awaited.Select(file => file.Name), time.GetUtcNow());
        if (change.IsEmpty)
            return lookAgain;
        RulesLog.Tell(logger, change);
        KeepLastGood(change.Catalog);
        return lookAgain;
    }

    private void KeepLastGood(IReadOnlyList<CatalogEntry> entries)
    {
        try
        {
            lastGood.Keep(from entry in entries where entry.Live is not null select KeyValuePair.Create(entry.Name, entry.Live!.Hash));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RulesLog.LastGoodNotKept(logger, e.Message);
        }
    }
}

/// <summary>What one look at the folder came to.</summary>
internal sealed record FolderLook
{
    public required bool IsFolderThere { get; init; }

    /// <summary>Something had to be built.</summary>
    public required bool FoundNews { get; init; }

    /// <summary>When to look again at the latest.</summary>
    public required TimeSpan Next { get; init; }
}
