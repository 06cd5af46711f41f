namespace Automator.Host.Control;

/// <summary>How fit this machine is to run rules.</summary>
internal sealed record DoctorReport
{
    public required bool Fit { get; init; }

    public required SandboxFinding Sandbox { get; init; }

    /// <summary>Name and version of the system, the kernel's with it.</summary>
    public required string System { get; init; }

    public required string Architecture { get; init; }

    public required string Runtime { get; init; }

    public required DateTimeOffset Clock { get; init; }

    public required string DataFolder { get; init; }

    public required long FreeBytes { get; init; }

    /// <summary>What is wrong, in words.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}

internal sealed record SandboxFinding
{
    /// <summary>As automator.json has it.</summary>
    public required string Mode { get; init; }

    public required bool Holds { get; init; }

    /// <summary>The version of the kernel's Landlock; 0 for none.</summary>
    public required int Landlock { get; init; }

    /// <summary>The user that workers are; null where no probe came up.</summary>
    public int? User { get; init; }

    public bool? OwnUser { get; init; }

    /// <summary>What was tried from inside of a worker.</summary>
    public IReadOnlyList<AttemptFinding> Attempts { get; init; } = [];
}

internal sealed record AttemptFinding
{
    public required string Attempt { get; init; }

    public required bool Refused { get; init; }

    /// <summary>The kernel's word, such as EPERM; "killed"; "done".</summary>
    public required string Answer { get; init; }
}
