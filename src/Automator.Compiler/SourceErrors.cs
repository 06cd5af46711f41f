using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;

namespace Automator.Compiler;

/// <summary>Roslyn counts from 0, people and editors from 1.</summary>
internal static class SourceErrors
{
    internal static SourceError At(Location location, string code, string message)
    {
        var span = location.GetLineSpan();
        return new SourceError
        {
            File = span.Path,
            Line = span.StartLinePosition.Line + 1,
            Column = span.StartLinePosition.Character + 1,
            EndLine = span.EndLinePosition.Line + 1,
            EndColumn = span.EndLinePosition.Character + 1,
            Code = code,
            Message = message,
        };
    }
}
