using System.Text.Json;
using Automator.Emulator.Seeds;
using Automator.Emulator.Store;

namespace Automator.Emulator.Control;

/// <summary>The account's records as a whole: sown, sown again, kept and put back.</summary>
internal static class RecordsControl
{
    private const int MostSnapshots = 100;

    public static IReadOnlyList<ControlRoute> Routes { get; } =
    [
        new("POST", "/reset", call =>
        {
            call.Site.Reset();
            return State(call);
        }),
        new("POST", "/seed", Sow),
        new("GET", "/snapshots", Snapshots),
        new("PUT", "/snapshots/*", Take),
        new("POST", "/snapshots/*/restore", Restore),
        new("DELETE", "/snapshots/*", call => call.Site.Account.Work(account => account.DropSnapshot(call.Name)) ? State(call) : Unknown(call)),
    ];

    /// <summary>By name, as on the command line, or the JSON of a seed itself.</summary>
    private static ControlAnswer Sow(ControlCall call)
    {
        if (call.Query["seed"] is [{ Length: > 0 } seed]) Seed.Plant(call.Site.Account, seed);
        else if (call.Body.Length > 0) Seed.PlantJson(call.Site.Account, call.Text);
        else throw new JsonException("Name a seed (?seed=demo), or send the JSON of one.");
        return State(call);
    }

    private static ControlAnswer Snapshots(ControlCall call) => ControlAnswer.Of(
        call.Site.Account.Work<IReadOnlyList<SnapshotRecord>>(account => [.. account.Snapshots.Select(Record)]), ControlJson.Default.IReadOnlyListSnapshotRecord);

    private static ControlAnswer Take(ControlCall call) => call.Site.Account.Work(account =>
    {
        if (account.Snapshots.Count >= MostSnapshots && account.Snapshots.All(snapshot => snapshot.Name != call.Name))
            throw new JsonException($"There are {MostSnapshots} snapshots already. Delete one first.");
        return ControlAnswer.Of(Record(account.TakeSnapshot(call.Name)), ControlJson.Default.SnapshotRecord, 201);
    });

    private static ControlAnswer Restore(ControlCall call) => call.Site.Account.Work(account => account.Restore(call.Name)) ? State(call) : Unknown(call);

    private static ControlAnswer Unknown(ControlCall call) =>
        ControlAnswer.Error(404, $"There is no snapshot {call.Name}. PUT {ControlSurface.Root}/snapshots/{call.Name} takes one.");

    private static ControlAnswer State(ControlCall call) => call.Site.Account.Work(account =>
        ControlAnswer.Of(new RecordsState(account.Facts.Incarnation, account.Facts.Seed, account.Counts()), ControlJson.Default.RecordsState));

    private static SnapshotRecord Record(Snapshot snapshot) => new(snapshot.Name, snapshot.TakenAt, snapshot.Records.Sum(kind => kind.Value.Count));
}

internal sealed record RecordsState(Guid Incarnation, string Seed, IReadOnlyDictionary<string, int> Counts);

internal sealed record SnapshotRecord(string Name, DateTimeOffset TakenAt, int Records);
