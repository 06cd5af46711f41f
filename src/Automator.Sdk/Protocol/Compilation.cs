using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

/// <summary>
/// What the host sends the compiler: a file and everything it loads, as text. The compiler reads nothing else.
/// Answered in the order sent, one at a time. One answer of nothing comes ahead of all: the compiler is warm.
/// </summary>
internal sealed record CompileRequest
{
    public required CompileKind Kind { get; init; }

    /// <summary>The absolute path of the file to compile; it stands in errors and stack traces.</summary>
    public required string Path { get; init; }

    /// <summary>Text by absolute path: the file itself and all it may <c>#load</c>, directly or through others.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }
}

internal enum CompileKind
{
    /// <summary>A rule's file: its top level registers handlers.</summary>
    Rule,

    /// <summary>A console snippet: its top level is the run, and its last expression the value.</summary>
    Snippet,
}

/// <summary>Either an image or the errors.</summary>
internal sealed record CompileAnswer
{
    public byte[]? Dll { get; init; }

    public byte[]? Pdb { get; init; }

    public IReadOnlyList<SourceError> Errors { get; init; } = [];
}

/// <summary>An error in a source, for people and editors. Lines and columns count from 1.</summary>
internal sealed record SourceError
{
    public required string File { get; init; }

    public int Line { get; init; } = 1;

    public int Column { get; init; } = 1;

    public int EndLine { get; init; } = 1;

    public int EndColumn { get; init; } = 1;

    /// <summary>The compiler's code (CS1061), or one of ours (RULE…).</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    public override string ToString() => $"{File}({Line},{Column},{EndLine},{EndColumn}): error {Code}: {Message}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CompileRequest))]
[JsonSerializable(typeof(CompileAnswer))]
[JsonSerializable(typeof(SourceError))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionAnswer))]
internal sealed partial class CompilationJson : JsonSerializerContext;
