using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Host.Editors;

// What is used of the Language Server Protocol, version 3.17, by its own names. Lines and characters count from 0.

internal sealed record InitializeParams
{
    public string? RootUri { get; init; }

    public IReadOnlyList<WorkspaceFolder>? WorkspaceFolders { get; init; }

    /// <summary>The folder, where one is named.</summary>
    internal string? Root => Uri.TryCreate(WorkspaceFolders is [{ Uri: var first }, ..] ? first : RootUri, UriKind.Absolute, out var uri) && uri.IsFile ? uri.LocalPath : null;
}

internal sealed record WorkspaceFolder(string Uri);

internal sealed record TextDocumentItem(string Uri, int Version, string Text);

internal sealed record TextDocumentIdentifier(string Uri)
{
    public int? Version { get; init; }
}

internal sealed record DidOpenParams(TextDocumentItem TextDocument);

internal sealed record DidChangeParams(TextDocumentIdentifier TextDocument, IReadOnlyList<ContentChange> ContentChanges);

/// <summary>The whole text: the server asks for no less.</summary>
internal sealed record ContentChange(string Text);

internal sealed record DidCloseParams(TextDocumentIdentifier TextDocument);

internal sealed record PlaceParams(TextDocumentIdentifier TextDocument, LspPosition Position);

internal readonly record struct LspPosition(int Line, int Character);

internal readonly record struct LspRange(LspPosition Start, LspPosition End);

internal sealed record LspDiagnostic(LspRange Range, int Severity, string Code, string Source, string Message)
{
    internal const int Error = 1;
}

internal sealed record PublishDiagnosticsParams(string Uri, int? Version, IReadOnlyList<LspDiagnostic> Diagnostics);

internal sealed record LogMessageParams(int Type, string Message)
{
    internal const int Warning = 2;
}

internal sealed record LspCompletionList(bool IsIncomplete, IReadOnlyList<LspCompletionItem> Items);

internal sealed record LspCompletionItem
{
    public required string Label { get; init; }

    public int? Kind { get; init; }

    public string? Detail { get; init; }

    public MarkupContent? Documentation { get; init; }

    public string? FilterText { get; init; }

    public string? SortText { get; init; }

    public LspTextEdit? TextEdit { get; init; }

    /// <summary>What the editor sends back to have the item described.</summary>
    public LspItemPlace? Data { get; init; }

    /// <summary>Whatever else the editor sent along with an item it had from here, so that it gets it back.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; init; }
}

internal sealed record LspItemPlace(string Uri, LspPosition Position);

internal sealed record LspTextEdit(LspRange Range, string NewText);

internal sealed record MarkupContent(string Kind, string Value)
{
    internal static MarkupContent Plain(string text) => new("plaintext", text);

    internal static MarkupContent Markdown(string text) => new("markdown", text);
}

internal sealed record LspHover(MarkupContent Contents, LspRange? Range);

internal sealed record LspSignatureHelp(IReadOnlyList<LspSignature> Signatures, int ActiveSignature, int ActiveParameter);

internal sealed record LspSignature(string Label, MarkupContent? Documentation, IReadOnlyList<LspParameter> Parameters);

internal sealed record LspParameter(string Label, MarkupContent? Documentation);
