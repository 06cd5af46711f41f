using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Automator.Compiler;

/// <summary>
/// A rule's method that is inlined is missing from a trace, and an error would name its caller's line; so is one whose last call took its
/// place on the stack, which the runtime does not let happen either where a method stays by itself.
/// </summary>
internal static class Inlining
{
    /// <summary>Marks every method of an image as one that stays by itself. What it calls of others may be inlined into it.</summary>
    internal static void Forbid(byte[] dll)
    {
        using var image = new PEReader(new MemoryStream(dll, writable: false));
        var metadata = image.GetMetadataReader();
        var table = image.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.MethodDef);
        var row = metadata.GetTableRowSize(TableIndex.MethodDef);
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue; // It has no code of its own.
            // Behind the address of its code.
            var flags = dll.AsSpan(table + ((MetadataTokens.GetRowNumber(handle) - 1) * row) + sizeof(uint), sizeof(ushort));
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(method.ImplAttributes | MethodImplAttributes.NoInlining));
        }
    }
}
