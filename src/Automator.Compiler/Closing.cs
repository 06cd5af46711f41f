using System.Reflection;
using System.Runtime.InteropServices;
using Automator.Confinement;

namespace Automator.Compiler;

/// <summary>Loads what nothing has wanted yet; from then on no file is opened. Roslyn makes threads, and may.</summary>
internal static class Closing
{
    /// <summary>What only completing needs: half again as much as compiling does. Nothing else references it.</summary>
    private static readonly string[] ForCompletion =
    [
        "Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces", "Microsoft.CodeAnalysis.Features",
        "Microsoft.CodeAnalysis.CSharp.Features",
    ];

    /// <summary>What Roslyn's editing part names, does not bring, and uses only in an IDE: an index of symbols in a database.</summary>
    private static readonly string[] NotShipped = ["SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2"];

    internal static void Close(bool isCompleting)
    {
        var loaded = new HashSet<string>(isCompleting ? NotShipped : ForCompletion);
        LoadWhole(typeof(Closing).Assembly);
        WarmFilter.For(RuntimeInformation.ProcessArchitecture, Environment.ProcessId).Install(allThreads: true);

        void LoadWhole(Assembly assembly)
        {
            foreach (var reference in assembly.GetReferencedAssemblies().Where(reference => loaded.Add(reference.Name!)))
                LoadWhole(Assembly.Load(reference));
        }
    }
}
