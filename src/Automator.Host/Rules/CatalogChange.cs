namespace Automator.Host.Rules;

/// <summary>One change of the catalog, whatever number of files it came from. A rule is named in one of the lists at most.</summary>
internal sealed record CatalogChange
{
    /// <summary>The catalog from now on.</summary>
    public required IReadOnlyList<CatalogEntry> Catalog { get; init; }

    /// <summary>Rules that are there beside those of the catalog: they are in none of these lists until they have been built for the first time.</summary>
    public IReadOnlyList<RuleName> Awaited { get; init; } = [];

    /// <summary>New and live.</summary>
    public IReadOnlyList<RuleName> Added { get; init; } = [];

    /// <summary>Another version is live.</summary>
    public IReadOnlyList<RuleName> Replaced { get; init; } = [];

    /// <summary>The file does not build, or for other reasons than before. The version that was live still is.</summary>
    public IReadOnlyList<RuleName> Broken { get; init; } = [];

    /// <summary>The file builds again, and is live.</summary>
    public IReadOnlyList<RuleName> Mended { get; init; } = [];

    public IReadOnlyList<RuleName> Removed { get; init; } = [];

    /// <summary>What rules can do from now on that their versions before could not, in words.</summary>
    public IReadOnlyDictionary<RuleName, IReadOnlyList<string>> Widened { get; init; } = new Dictionary<RuleName, IReadOnlyList<string>>();

    /// <summary>What a person should know of a rule from now on, and did not have to before, in sentences.</summary>
    public IReadOnlyDictionary<RuleName, IReadOnlyList<string>> Noted { get; init; } = new Dictionary<RuleName, IReadOnlyList<string>>();

    internal bool IsEmpty => Added.Count + Replaced.Count + Broken.Count + Mended.Count + Removed.Count == 0;

    /// <summary>What happened between two catalogs.</summary>
    internal static CatalogChange Between(IReadOnlyList<CatalogEntry> before, IReadOnlyList<CatalogEntry> after)
    {
        var old = before.ToDictionary(entry => entry.Name);
        var present = after.Select(entry => entry.Name).ToHashSet();
        var kinds = after.ToLookup(entry => KindOf(old.GetValueOrDefault(entry.Name), entry), entry => entry.Name);
        var widened = from entry in after
                      let then = old.GetValueOrDefault(entry.Name)?.Live
                      where then is not null && entry.Live is not null && entry.Live != then
                      let more = More(then.Manifest, entry.Live!.Manifest).ToArray()
                      where more.Length > 0
                      select (entry.Name, more);
        var notes = RuleNotes.Of(before);
        return new CatalogChange
        {
            Catalog = after,
            Added = [.. kinds[Kind.Added]],
            Replaced = [.. kinds[Kind.Replaced]],
            Broken = [.. kinds[Kind.Broken]],
            Mended = [.. kinds[Kind.Mended]],
            Removed = [.. before.Select(entry => entry.Name).Where(name => !present.Contains(name))],
            Noted = RuleNotes.Of(after).Select(pair => (pair.Key, New: pair.Value.Except(notes.GetValueOrDefault(pair.Key, [])).ToList())).Where(pair => pair.New.Count > 0)
                .ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.New),
            Widened = widened.ToDictionary(pair => pair.Name, IReadOnlyList<string> (pair) => pair.more),
        };
    }

    /// <summary>To be kept to fewer projects is not more, though the words are new.</summary>
    private static IEnumerable<string> More(RuleManifest then, RuleManifest now)
    {
        var more = now.Does.Where(word => !word.StartsWith(RuleAbilities.OnlyIn, StringComparison.Ordinal)).Except(then.Does);
        if (then.Rule.Only.Projects.Count == 0)
            return more;
        return now.Rule.Only.Projects.Count == 0
            ? more.Append("in every project")
            : more.Concat(now.Rule.Only.Projects.Except(then.Rule.Only.Projects).Select(project => $"in {project} too"));
    }

    private static Kind KindOf(CatalogEntry? before, CatalogEntry after) => (before, after) switch
    {
        (null, { Errors.Count: 0 }) => Kind.Added,
        (null, _) => Kind.Broken,
        ({ Errors.Count: 0 }, { Errors.Count: 0 }) => before.Live!.Hash == after.Live!.Hash ? Kind.Same : Kind.Replaced,
        (_, { Errors.Count: 0 }) => Kind.Mended,
        _ => before.Errors.SequenceEqual(after.Errors) ? Kind.Same : Kind.Broken,
    };

    private enum Kind
    {
        Same,
        Added,
        Replaced,
        Broken,
        Mended,
    }
}
