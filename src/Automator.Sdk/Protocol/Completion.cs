namespace Automator.Sdk.Protocol;

/// <summary>
/// What the host asks a compiler that completes: a file with all it loads, and a place in it. It gives no image, and sees the same
/// references as one that compiles.
/// </summary>
internal sealed record CompletionRequest
{
    public required CompletionQuestion Question { get; init; }

    public required CompileRequest Source { get; init; }

    /// <summary>Characters before the place in the text of the file, as .NET counts them.</summary>
    public required int Position { get; init; }

    /// <summary>For <see cref="CompletionQuestion.Describe"/>: the label of the item.</summary>
    public string? Label { get; init; }
}

internal enum CompletionQuestion
{
    /// <summary>What may stand here.</summary>
    Items,

    /// <summary>What one of these items is.</summary>
    Describe,

    /// <summary>What stands here.</summary>
    Hover,

    /// <summary>The call around the place, and its parameters.</summary>
    Signatures,
}

/// <summary>Nothing at all is an answer too: at most places nothing can be said.</summary>
internal sealed record CompletionAnswer
{
    internal const int MostItems = 1_000;

    public IReadOnlyList<Completion> Items { get; init; } = [];

    /// <summary>There were more: past <see cref="MostItems"/>, or past the fifty that are made by changing a copy of the file.</summary>
    public bool IsCut { get; init; }

    /// <summary>Of an item or of what stands here.</summary>
    public Description? Description { get; init; }

    public SignatureList? Signatures { get; init; }

    /// <summary>Why nothing can be said of this source, for whoever asks: shown where it was asked.</summary>
    public string? Refusal { get; init; }
}

/// <summary>One text that may stand at the place.</summary>
internal sealed record Completion
{
    public required string Label { get; init; }

    /// <summary>What takes the place of <see cref="Start"/> and <see cref="Length"/>.</summary>
    public required string Text { get; init; }

    public required CompletionKind Kind { get; init; }

    public required int Start { get; init; }

    public required int Length { get; init; }

    /// <summary>What is typed is held against this; null for the label.</summary>
    public string? Filter { get; init; }

    /// <summary>Items stand in the order of it; null for the label.</summary>
    public string? Sort { get; init; }
}

internal enum CompletionKind
{
    Keyword, Namespace, Class, Struct, Interface, Enum, EnumMember, Delegate, Method, Property, Field, Event, Constant, Variable, TypeParameter, File, Text,
}

/// <param name="Signature">As C# declares it.</param>
/// <param name="Text">Its documentation as plain text, paragraphs apart by a line each; empty where it has none.</param>
internal sealed record Description(string Signature, string Text)
{
    /// <summary>Where the word stands that is described; null for an item of a list.</summary>
    public int? Start { get; init; }

    public int? Length { get; init; }
}

/// <param name="Signatures">All that the call may mean.</param>
/// <param name="Best">The place in that list of the one that fits what is written.</param>
/// <param name="Parameter">Which parameter is being written.</param>
internal sealed record SignatureList(IReadOnlyList<Signature> Signatures, int Best, int Parameter);

internal sealed record Signature(string Label, string Text, IReadOnlyList<SignatureParameter> Parameters);

internal sealed record SignatureParameter(string Label, string Text);
