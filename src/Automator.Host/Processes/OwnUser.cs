using System.Collections.Concurrent;
using Automator.Confinement;

namespace Automator.Host.Processes;

/// <summary>
/// The user that children of a host are who may choose: one that nobody else is. Where it cannot read what they need, they stay who
/// the host is, without its capabilities.
/// </summary>
internal static class OwnUser
{
    internal const int Id = Privileges.OwnUser;

    private static readonly ConcurrentDictionary<string, bool> Answers = new();

    internal static bool IsPossibleFor(ChildProgram program) =>
        OperatingSystem.IsLinux() && Privileges.MayChangeUser && Answers.GetOrAdd(program.Path, _ => CanReach(program));

    private static bool CanReach(ChildProgram program) => ConfinedStart.OnAThreadOfItsOwn(() =>
    {
        try
        {
            Privileges.Become(Id);
            return Access.ToRun(program.Path) && program.Readable.Where(Path.Exists).All(Access.ToRead);
        }
        catch (ConfinementException)
        {
            return false;
        }
    });
}
