using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Automator.Host.Rules;

/// <summary>The rules there are, for whoever wants to know or to be told. Only the <see cref="CatalogKeeper"/> changes it.</summary>
internal sealed class RuleCatalog
{
    private readonly Lock _lock = new();
    private readonly List<Channel<CatalogChange>> _listeners = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A snapshot in the order of the names.</summary>
    internal IReadOnlyList<CatalogEntry> Entries { get; private set; } = [];

    /// <summary>Rules whose files are there, and of which nothing is known yet: their first build is still to come.</summary>
    internal IReadOnlyList<RuleName> Awaited { get; private set; } = [];

    /// <summary>Why the rules folder cannot be read now, in words; what was live before still is.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Ends when the whole folder has been seen, and all of it built that was live before.</summary>
    internal Task Ready => _ready.Task;

    /// <summary>Ends with the first look at the folder, and tells why it cannot be read, or null.</summary>
    internal Task<string?> Opened => _opened.Task;

    /// <summary>The rule of this name, or else the one whose name differs only in case.</summary>
    internal CatalogEntry? Find(RuleName name)
    {
        var entries = Entries;
        return entries.FirstOrDefault(entry => entry.Name == name)
            ?? entries.FirstOrDefault(entry => string.Equals(entry.Name.Value, name.Value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// All changes from now on, in order. The first is always of the whole catalog as it is, and comes when it is ready.
    /// A slow listener delays nobody.
    /// </summary>
    internal async IAsyncEnumerable<CatalogChange> Changes([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateUnbounded<CatalogChange>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            _listeners.Add(channel);
            if (_ready.Task.IsCompleted)
                channel.Writer.TryWrite(CatalogChange.Between([], Entries) with { Awaited = Awaited });
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellation))
                yield return change;
        }
        finally
        {
            lock (_lock)
                _listeners.Remove(channel);
        }
    }

    /// <summary>The folder cannot be read.</summary>
    /// <returns>False when that was known.</returns>
    internal bool Lose(string problem)
    {
        var isNews = Problem != problem;
        Problem = problem;
        _opened.TrySetResult(problem);
        return isNews;
    }

    /// <summary>Takes what is known of the rules now; whoever is not mentioned stays as he is.</summary>
    /// <param name="verdicts">What is known.</param>
    /// <param name="awaited">Of whom it will be.</param>
    /// <param name="now">The time.</param>
    internal CatalogChange Take(IReadOnlyList<RuleVerdict> verdicts, IEnumerable<RuleName> awaited, DateTimeOffset now)
    {
        lock (_lock)
        {
            var entries = Entries.ToDictionary(entry => entry.Name);
            foreach (var verdict in verdicts)
            {
                if (verdict.Build is null)
                    entries.Remove(verdict.Name);
                else
                    entries[verdict.Name] = Entry(entries.GetValueOrDefault(verdict.Name), verdict, verdict.Build, now);
            }

            Awaited = [.. awaited.Where(name => !entries.ContainsKey(name))];
            var change = CatalogChange.Between(Entries, [.. entries.Values.OrderBy(entry => entry.Name.Value, StringComparer.Ordinal)]) with { Awaited = Awaited };
            Problem = null;
            var isFirst = !_ready.Task.IsCompleted;
            if (change.IsEmpty && !isFirst)
                return change;
            Entries = change.Catalog;
            foreach (var listener in _listeners)
                listener.Writer.TryWrite(change);
            _ready.TrySetResult();
            _opened.TrySetResult(null);
            return change;
        }
    }

    private static CatalogEntry Entry(CatalogEntry? before, RuleVerdict verdict, RuleBuild build, DateTimeOffset now)
    {
        var live = build.Image ?? before?.Live ?? verdict.LastGood;
        if (before is not null && before.Live?.Hash == live?.Hash && before.Errors.SequenceEqual(build.Errors))
            return before;
        return new CatalogEntry { Name = verdict.Name, File = verdict.File, Live = live, Errors = build.Errors, ChangedAt = now };
    }
}
