using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Automator.Host.Processes;

namespace Automator.Host.Rules;

/// <summary>What an image depends on besides its sources; an image another version made is not used.</summary>
internal static class CompilerVersion
{
    /// <summary>The builds of the Sdk, the compiler (the pruned references are in it) and Roslyn, and what the image gate lets through.</summary>
    /// <exception cref="IOException">The installation is not complete.</exception>
    internal static string Of(ChildProgram compiler)
    {
        var folder = Path.GetDirectoryName(compiler.Path)!;
        return string.Join(
            ' ',
            typeof(Sdk.Rule).Module.ModuleVersionId,
            ModuleVersion(Path.Combine(folder, "Automator.Compiler.dll")),
            ModuleVersion(Path.Combine(folder, "Microsoft.CodeAnalysis.CSharp.dll")),
            Convert.ToHexStringLower(SHA256.HashData(AllowLock.Bytes())));
    }

    private static Guid ModuleVersion(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
