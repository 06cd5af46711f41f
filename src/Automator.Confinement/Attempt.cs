namespace Automator.Confinement;

/// <summary>One thing that code would try which has got out of its rule.</summary>
/// <param name="Name">As the probe reports it.</param>
/// <param name="Words">What it is, after "can": "read /etc/passwd".</param>
/// <param name="Try">Gives what the kernel answers.</param>
/// <param name="EndsTheProcess">True where the kernel kills whoever tries, so that it takes a process of its own.</param>
internal sealed record Attempt(string Name, string Words, Func<ProbeTargets, nint> Try, bool EndsTheProcess = false)
{
    /// <summary>
    /// Whether the answer is a refusal. Anything else, an argument that was found wanting or nobody who listens, means that the kernel
    /// went on to look.
    /// </summary>
    internal static bool IsRefusal(nint result) => result is -Errno.NotPermitted or -Errno.AccessDenied or -Errno.NoSuchCall or -Errno.TryAgain;
}
