using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Automator.Compiler;

/// <summary><c>#r</c> finds nothing.</summary>
internal sealed class NoReferences : MetadataReferenceResolver
{
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

    public override bool Equals(object? other) => other is NoReferences;

    public override int GetHashCode() => 1;
}
