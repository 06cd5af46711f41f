namespace Automator.Host.Triggers;

internal static class BackOff
{
    /// <summary>Doubles with each failure, up to the longest.</summary>
    internal static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        var wait = first * Math.Pow(2, Math.Min(failures - 1, 20));
        return wait < longest ? wait : longest;
    }
}
