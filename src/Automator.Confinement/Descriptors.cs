namespace Automator.Confinement;

internal static class Descriptors
{
    private const int CloseOnExec = 4;

    /// <summary>
    /// What this process has open beyond its standard streams, whoever opened it and handed it down, is not handed on to programs
    /// it starts.
    /// </summary>
    /// <exception cref="ConfinementException">The kernel is older than 5.11.</exception>
    internal static void KeepFromChildren() =>
        Kernel.Demand("open files could not be kept from children", SystemCall.CloseRange, 3, unchecked((nint)uint.MaxValue), CloseOnExec);
}
