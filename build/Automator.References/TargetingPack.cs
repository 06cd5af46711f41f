using Mono.Cecil;

namespace Automator.References;

/// <summary>The reference assemblies a rule is compiled against, before pruning, and the Sdk.</summary>
internal sealed class TargetingPack : IDisposable
{
    internal static readonly string[] Names =
        ["System.Runtime", "System.Collections", "System.Linq", "System.Linq.AsyncEnumerable", "System.Text.RegularExpressions"];

    private readonly DefaultAssemblyResolver _resolver = new();

    internal TargetingPack(string folder, string sdkFile)
    {
        Folder = folder;
        _resolver.AddSearchDirectory(folder);
        Assemblies = [.. Names.Select(name => Read(Path.Combine(folder, name + ".dll")))];
        Sdk = Read(sdkFile);
    }

    internal string Folder { get; }

    internal IReadOnlyList<AssemblyDefinition> Assemblies { get; }

    internal AssemblyDefinition Sdk { get; }

    internal void Write(AssemblyDefinition assembly, string file) =>
        assembly.Write(file, new WriterParameters { DeterministicMvid = true, Timestamp = 0 });

    public void Dispose()
    {
        foreach (var assembly in Assemblies)
            assembly.Dispose();
        Sdk.Dispose();
        _resolver.Dispose();
    }

    private AssemblyDefinition Read(string file) =>
        AssemblyDefinition.ReadAssembly(file, new ReaderParameters(ReadingMode.Immediate) { AssemblyResolver = _resolver, InMemory = true });
}
