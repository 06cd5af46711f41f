using System.Text;

namespace Automator.Confinement;

/// <summary>
/// Runs in a child that is confined as a worker is, tries what it should not be able to do, and says what came of it: a line for
/// each, <c>fact NAME VALUE</c> or <c>attempt NAME RESULT</c>, and <c>end</c>.
/// </summary>
internal static class Probe
{
    internal const string Argument = "--probe";

    /// <summary>Names every attempt that leaves the process alive.</summary>
    internal const string Everything = "all";

    /// <summary>The exit code of a program that ought not to have been started.</summary>
    internal const int Escaped = 77;

    /// <param name="arguments">What to try and <see cref="ProbeTargets.Arguments"/>.</param>
    /// <param name="warmUp">What the worker does before it serves, its filter included.</param>
    internal static int Run(ReadOnlySpan<string> arguments, Action warmUp)
    {
        var targets = ProbeTargets.Of(arguments[1..]);
        Attempt[] attempts = arguments[0] == Everything
            ? [.. Attempts.All.Where(attempt => !attempt.EndsTheProcess)]
            : [Attempts.Named(arguments[0])];
        Say(Facts());
        warmUp();
        var results = new StringBuilder();
        foreach (var attempt in attempts)
            results.Append($"attempt {attempt.Name} {attempt.Try(targets)}\n");
        Say(results.Append("end\n").ToString());
        return 0;
    }

    private static string Facts()
    {
        var limits = Limits.Own();
        return $"""
            fact user {Privileges.User}
            fact capabilities {Privileges.Capabilities:x}
            fact no-new-privileges {Privileges.AreNewRefused}
            fact filtered {Privileges.IsFiltered}
            fact limits {string.Join(' ', limits)}
            fact open {string.Join(' ', Open())}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>What is open beyond the standard streams, by the kernel's names for it.</summary>
    private static unsafe List<string> Open()
    {
        var open = new List<string>();
        var target = stackalloc byte[512];
        for (var descriptor = 3; descriptor < 1024; descriptor++)
        {
            nint length;
            fixed (byte* name = Encoding.UTF8.GetBytes($"/proc/self/fd/{descriptor}\0"))
                length = Kernel.Call(SystemCall.Readlinkat, -100, (nint)name, (nint)target, 512);
            if (length > 0)
                open.Add(Encoding.UTF8.GetString(target, (int)length).Replace(' ', '_'));
        }

        return open;
    }

    private static unsafe void Say(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = bytes)
            Kernel.Call(SystemCall.Write, 1, (nint)first, bytes.Length);
    }
}
