using System.Globalization;
using Automator.Confinement;

namespace Automator.Host.Processes;

/// <summary>What came of the attempts of a probe.</summary>
internal sealed record SandboxReport
{
    /// <summary>What the probe was born with, by the kernel's word.</summary>
    public required IReadOnlyDictionary<string, string[]> Facts { get; init; }

    public required IReadOnlyList<AttemptReport> Attempts { get; init; }

    /// <summary>Files it may have open, being made of them.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [.. ChildProgram.Worker.Readable];

    internal AttemptReport this[string attempt] => Attempts.First(one => one.Name == attempt);

    internal int User => int.Parse(Fact("user"), CultureInfo.InvariantCulture);

    internal bool HasCapabilities => Fact("capabilities") != "0";

    internal bool GainsNoPrivileges => Fact("no-new-privileges") == "True";

    internal bool IsBornFiltered => Fact("filtered") == "True";

    /// <summary>What it has open that it did not open itself, or cannot be told from such.</summary>
    internal IReadOnlyList<string> Open => Facts["open"];

    /// <summary>File size, core, memory, open files.</summary>
    internal IReadOnlyList<ulong> Limits => [.. Facts["limits"].Select(limit => ulong.Parse(limit, CultureInfo.InvariantCulture))];

    /// <summary>What a worker can do that it should not, in words.</summary>
    internal IReadOnlyList<string> Holes =>
    [
        .. Attempts.Where(attempt => !attempt.Refused).Select(attempt => $"it can {attempt.Words}"),
        .. new[]
        {
            HasCapabilities ? "it has capabilities" : null,
            GainsNoPrivileges ? null : "it can gain privileges",
            IsBornFiltered ? null : "it is born without a filter of system calls",
            Limits.Take(3).Any(limit => limit > long.MaxValue) ? "it has no limits" : null,
            Open.FirstOrDefault(IsOthers) is { } file ? $"it has {file} open" : null,
        }.OfType<string>(),
    ];

    /// <summary>A runtime opens pipes and events of its own, and the files it is made of.</summary>
    private bool IsOthers(string file) =>
        file.StartsWith("socket:", StringComparison.Ordinal)
        || (file.StartsWith('/') && !Readable.Any(readable => file.StartsWith(readable, StringComparison.Ordinal)));

    private string Fact(string name) => Facts[name] is [var value] ? value : "";
}

internal sealed record AttemptReport
{
    public required string Name { get; init; }

    public required bool Refused { get; init; }

    /// <summary>The kernel's word, such as EPERM; "killed"; "done".</summary>
    public required string Answer { get; init; }

    internal string Words => Automator.Confinement.Attempts.Named(Name).Words;

    internal static AttemptReport Of(string name, int result) => new()
    {
        Name = name,
        Refused = Attempt.IsRefusal(result),
        Answer = result >= 0 ? "done" : Errno.Name(-result),
    };
}
