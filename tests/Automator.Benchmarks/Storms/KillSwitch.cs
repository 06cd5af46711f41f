using System.Diagnostics;

namespace Automator.Benchmarks.Storms;

/// <summary>Kills this process at one occurrence of one point, as a power cut would: nothing is closed, nothing is said.</summary>
/// <param name="point">Of <see cref="KillPoints"/>, or null for none.</param>
/// <param name="at">Counts from 1; where a point is a stretch of time, milliseconds into it.</param>
internal sealed class KillSwitch(string? point, int at)
{
    private int _passed;

    internal void Pass(string passed)
    {
        if (passed == point && Interlocked.Increment(ref _passed) == at)
            Kill();
    }

    /// <summary>A stretch of time has begun.</summary>
    internal void Enter(string entered)
    {
        if (entered == point)
            KillIn(TimeSpan.FromMilliseconds(at));
    }

    /// <summary>One of many short stretches has begun: it is killed in its middle.</summary>
    internal void PassThrough(string passed, TimeSpan middle)
    {
        if (passed == point && Interlocked.Increment(ref _passed) == at)
            KillIn(middle);
    }

    private static void KillIn(TimeSpan time) => _ = Task.Run(async () =>
    {
        await Task.Delay(time, TimeProvider.System);
        Kill();
    });

    private static void Kill()
    {
        Process.GetCurrentProcess().Kill();
        // The signal is on its way, and nothing more may happen on this thread.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
