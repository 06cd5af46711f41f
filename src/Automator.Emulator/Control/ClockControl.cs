using System.Text.Json;

namespace Automator.Emulator.Control;

/// <summary>The time in the accounts.</summary>
internal sealed class ClockControl(EmulatorClock clock)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(36_500);

    public IReadOnlyList<ControlRoute> Routes =>
    [
        new("GET", "/clock", _ => Answer()),
        new("PUT", "/clock", Set),
        new("POST", "/clock/advance", Advance),
        new("DELETE", "/clock", _ =>
        {
            clock.FollowTheMachine();
            return Answer();
        }),
    ];

    public static ClockState State(EmulatorClock clock) => new(clock.GetUtcNow(), clock.Frozen);

    private ControlAnswer Set(ControlCall call)
    {
        var wanted = call.Read(ControlJson.Default.ClockWish);
        if (wanted is { Now: null, Frozen: null }) throw new JsonException("Give now (an instant such as 2026-05-01T08:00:00Z), frozen (true or false), or both.");
        if (wanted.Now is { } now) Check(now);
        clock.Set(wanted.Now, wanted.Frozen);
        return Answer();
    }

    private ControlAnswer Advance(ControlCall call)
    {
        var seconds = call.Read(ControlJson.Default.ClockStep).Seconds;
        if (!(seconds > 0 && seconds <= Furthest.TotalSeconds)) throw new JsonException($"seconds is {seconds}, but must be more than 0, and at most a hundred years.");
        Check(clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));
        clock.Advance(TimeSpan.FromSeconds(seconds));
        return Answer();
    }

    private static void Check(DateTimeOffset instant)
    {
        if (instant.Year is < 1970 or > 2200) throw new JsonException($"The clock would stand at {instant:yyyy-MM-dd}, but must stay between the years 1970 and 2200.");
    }

    private ControlAnswer Answer() => ControlAnswer.Of(State(clock), ControlJson.Default.ClockState);
}

internal sealed record ClockState(DateTimeOffset Now, bool Frozen);

internal sealed record ClockWish(DateTimeOffset? Now = null, bool? Frozen = null);

internal sealed record ClockStep(double Seconds);
