namespace Automator.Host.Rules;

/// <summary>What is to be said of one rule now: how the build of its file ended, or that the file is gone.</summary>
internal sealed record RuleVerdict
{
    public required RuleName Name { get; init; }

    public required string File { get; init; }

    /// <summary>Null when the file is gone.</summary>
    public RuleBuild? Build { get; init; }

    /// <summary>For a file that was broken when it was first seen: the version that was live before this host started.</summary>
    public RuleImage? LastGood { get; init; }
}

/// <summary>
/// The files as last seen, and since when. Decides what is to be built and when a file that does not build is broken
/// rather than half written, and one that is away gone rather than about to be written anew. It reads neither clock nor
/// folder; times are counted from any one instant.
/// </summary>
internal sealed class RuleDrafts(RulesTiming timing)
{
    private readonly Dictionary<RuleName, Draft> _drafts = [];
    private int _order;

    /// <summary>Compares with what was seen before.</summary>
    /// <returns>What is to be built, rules whose own file changed first.</returns>
    internal IReadOnlyList<RuleFile> See(FolderListing listing, TimeSpan now)
    {
        foreach (var draft in _drafts.Values)
            draft.IsListed = false;
        var changed = listing.Rules.Where(file => IsNews(file, now)).ToList();
        foreach (var (name, draft) in _drafts)
        {
            if (!draft.IsListed)
                draft.MissingSince = listing.Hides(name) ? null : draft.MissingSince ?? now;
        }

        return [.. changed.OrderBy(file => _drafts[file.Name].IsOwnChange ? 0 : 1)];
    }

    /// <summary>The folder cannot be read: no file counts as away for that.</summary>
    internal void Lose()
    {
        foreach (var draft in _drafts.Values)
            draft.MissingSince = null;
    }

    internal void Built(RuleFile file, RuleBuild build, RuleImage? lastGood, TimeSpan now)
    {
        var draft = _drafts[file.Name];
        draft.Build = build;
        draft.BuiltAt = now;
        draft.LastGood = lastGood;
    }

    /// <summary>What can be said now. While a file is away and not yet gone nothing is: it may come back under another name, and both would be live.</summary>
    /// <param name="now">As in <see cref="See"/>.</param>
    /// <param name="atOnce">Everything is taken as it is, as at a start.</param>
    /// <param name="lookAgain">How long until more can be said; null when all was.</param>
    internal IReadOnlyList<RuleVerdict> Settle(TimeSpan now, bool atOnce, out TimeSpan? lookAgain)
    {
        var waits = from draft in _drafts.Values
                    where draft.MissingSince is not null && !atOnce
                    let wait = draft.MissingSince + timing.UntilRemoved - now
                    where wait > TimeSpan.Zero
                    select wait;
        lookAgain = waits.Min();
        return lookAgain is null ? Verdicts(now, atOnce, out lookAgain) : [];
    }

    private List<RuleVerdict> Verdicts(TimeSpan now, bool atOnce, out TimeSpan? lookAgain)
    {
        lookAgain = null;
        var verdicts = new List<RuleVerdict>();
        var taken = new Dictionary<string, RuleName>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, draft) in _drafts.OrderBy(pair => pair.Value.Order).ToList())
        {
            if (draft.MissingSince is not null)
            {
                _drafts.Remove(name);
                verdicts.Add(new RuleVerdict { Name = name, File = draft.File.Path });
                continue;
            }

            var clash = taken.TryAdd(name.Value, name) ? null : BuildErrors.NameTaken(draft.File.Path, taken[name.Value]);
            var build = clash is null ? draft.Build : new RuleBuild { Errors = [clash] };
            var wait = draft.Since + timing.UntilBroken - now;
            if (build is { Image: null } && wait > TimeSpan.Zero && !atOnce)
                lookAgain = lookAgain is { } other && other < wait ? other : wait;
            else if (build is not null)
                verdicts.Add(new RuleVerdict { Name = name, File = draft.File.Path, Build = build, LastGood = clash is null ? draft.LastGood : null });
        }

        return verdicts;
    }

    private bool IsNews(RuleFile file, TimeSpan now)
    {
        var before = _drafts.GetValueOrDefault(file.Name);
        if (before is not null && before.File.Key == file.Key)
        {
            before.IsListed = true;
            before.MissingSince = null;
            return before.Build is null || (before.Build.MayRetry && now - before.BuiltAt >= timing.Scan);
        }

        _drafts[file.Name] = new Draft(file, now, before?.Order ?? _order++) { IsOwnChange = before is null || before.File.Text != file.Text };
        return true;
    }

    private sealed class Draft(RuleFile file, TimeSpan since, int order)
    {
        internal RuleFile File => file;

        /// <summary>When the file was first seen with this content.</summary>
        internal TimeSpan Since => since;

        /// <summary>Of two names that differ only in case, the one seen first has it.</summary>
        internal int Order => order;

        internal bool IsOwnChange { get; init; }

        internal bool IsListed { get; set; } = true;

        internal TimeSpan? MissingSince { get; set; }

        internal RuleBuild? Build { get; set; }

        internal TimeSpan BuiltAt { get; set; }

        internal RuleImage? LastGood { get; set; }
    }
}
