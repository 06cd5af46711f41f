namespace Automator.Confinement;

/// <summary>What confines a child of the host; each holds without the others.</summary>
[Flags]
internal enum Layers
{
    None = 0,

    /// <summary>No privilege and no capability, and a user of its own where the host may give it one.</summary>
    Privileges = 1,

    /// <summary>Landlock: files and programs by name, TCP, abstract sockets, signals.</summary>
    Landlock = 2,

    /// <summary>The filter of system calls it is born with.</summary>
    SpawnFilter = 4,

    /// <summary>The filter it puts on itself once it is warm.</summary>
    WarmFilter = 8,

    /// <summary>Nothing open but its standard streams.</summary>
    Descriptors = 16,

    /// <summary>The kernel's limits on memory, files and their sizes.</summary>
    Limits = 32,

    /// <summary>What <c>"sandbox": "strict"</c> wants.</summary>
    All = Privileges | Landlock | SpawnFilter | WarmFilter | Descriptors | Limits,
}
