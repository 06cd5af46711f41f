using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Host.Configuration;
using Automator.Sdk.Protocol;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using NonConcurrentSynchronizationContext = Microsoft.VisualStudio.Threading.NonConcurrentSynchronizationContext;

namespace Automator.Host.Editors;

/// <summary>
/// What editors talk to. Messages are taken in the order they come, so that what is asked is asked of the text that was sent before;
/// answers may overtake each other. What cannot be answered is an error of that one message.
/// </summary>
/// <param name="open">Opens the folder an editor names as its root; null where it names none.</param>
internal sealed class LanguageServer(Func<string?, Func<PublishDiagnosticsParams, Task>, EditorSession> open) : IAsyncDisposable
{
    private const JsonRpcErrorCode ServerNotInitialized = (JsonRpcErrorCode)(-32002);

    private readonly TaskCompletionSource<bool> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EditorSession? _session;
    private JsonRpc? _rpc;
    private bool _isShutDown;

    /// <summary>What was said last of why nothing can be completed; null once something was again.</summary>
    private string? _refusal;

    /// <returns>Whether the editor said that it would end before it did.</returns>
    internal async Task<bool> Serve(Stream input, Stream output, CancellationToken cancellation)
    {
        using var formatter = new TolerantFormatter
        {
            JsonSerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true },
        };
        await using var messages = new HeaderDelimitedMessageHandler(output, input, formatter);
        using var rpc = new EditorRpc(messages) { SynchronizationContext = new NonConcurrentSynchronizationContext(sticky: false) };
        rpc.AddLocalRpcTarget(this, new JsonRpcTargetOptions { AllowNonPublicInvocation = false });
        _rpc = rpc;
        rpc.StartListening();
        await Task.WhenAny(rpc.Completion, _exit.Task).WaitAsync(cancellation);
        return _exit.Task is { IsCompletedSuccessfully: true, Result: true };
    }

    [JsonRpcMethod("initialize", UseSingleObjectParameterDeserialization = true)]
    public object Initialize(InitializeParams parameters)
    {
        try
        {
            _session ??= open(parameters.Root, Publish);
        }
        catch (StartupException e)
        {
            throw new LocalRpcException(e.Message) { ErrorCode = (int)ServerNotInitialized };
        }

        return new
        {
            Capabilities = new
            {
                PositionEncoding = "utf-16",
                TextDocumentSync = new { OpenClose = true, Change = 1 },
                CompletionProvider = new { TriggerCharacters = new[] { ".", "#" }, ResolveProvider = true },
                HoverProvider = true,
                SignatureHelpProvider = new { TriggerCharacters = new[] { "(", "," } },
            },
            ServerInfo = new { Name = "automator", Version = typeof(LanguageServer).Assembly.GetName().Version?.ToString(3) },
        };
    }

    [JsonRpcMethod("textDocument/didOpen", UseSingleObjectParameterDeserialization = true)]
    public async Task DidOpen(DidOpenParams parameters)
    {
        Session().Set(parameters.TextDocument.Uri, parameters.TextDocument.Version, parameters.TextDocument.Text);
        await Session().Prepare();
    }

    [JsonRpcMethod("textDocument/didChange", UseSingleObjectParameterDeserialization = true)]
    public void DidChange(DidChangeParams parameters)
    {
        if (parameters.ContentChanges is [.., var last])
            Session().Set(parameters.TextDocument.Uri, parameters.TextDocument.Version ?? 0, last.Text);
    }

    [JsonRpcMethod("textDocument/didClose", UseSingleObjectParameterDeserialization = true)]
    public async Task DidClose(DidCloseParams parameters)
    {
        if (Session().Close(parameters.TextDocument.Uri))
            await Publish(new PublishDiagnosticsParams(parameters.TextDocument.Uri, null, []));
    }

    [JsonRpcMethod("textDocument/completion", UseSingleObjectParameterDeserialization = true)]
    public async Task<LspCompletionList> Completion(PlaceParams parameters, CancellationToken cancellation)
    {
        var (file, answer) = await Ask(CompletionQuestion.Items, parameters.TextDocument.Uri, parameters.Position, null, cancellation);
        var place = new LspItemPlace(file.Uri, parameters.Position);
        return new LspCompletionList(answer.IsCut, [.. answer.Items.Select(item => LspWords.ItemOf(file, item, place)).OfType<LspCompletionItem>()]);
    }

    [JsonRpcMethod("completionItem/resolve", UseSingleObjectParameterDeserialization = true)]
    public async Task<LspCompletionItem> Resolve(LspCompletionItem item, CancellationToken cancellation)
    {
        if (item.Data is not { } place || Session().Files.Find(place.Uri) is null)
            return item;
        var (_, answer) = await Ask(CompletionQuestion.Describe, place.Uri, place.Position, item.Label, cancellation);
        return answer.Description is not { } description ? item
            : item with { Detail = description.Signature, Documentation = description.Text.Length == 0 ? null : MarkupContent.Plain(description.Text) };
    }

    [JsonRpcMethod("textDocument/hover", UseSingleObjectParameterDeserialization = true)]
    public async Task<LspHover?> Hover(PlaceParams parameters, CancellationToken cancellation)
    {
        var (file, answer) = await Ask(CompletionQuestion.Hover, parameters.TextDocument.Uri, parameters.Position, null, cancellation);
        return answer.Description is { } description ? LspWords.HoverOf(file, description) : null;
    }

    [JsonRpcMethod("textDocument/signatureHelp", UseSingleObjectParameterDeserialization = true)]
    public async Task<LspSignatureHelp?> SignatureHelp(PlaceParams parameters, CancellationToken cancellation)
    {
        var (_, answer) = await Ask(CompletionQuestion.Signatures, parameters.TextDocument.Uri, parameters.Position, null, cancellation);
        return answer.Signatures is { } signatures ? LspWords.HelpOf(signatures) : null;
    }

    [JsonRpcMethod("shutdown")]
    public object? ShutDown()
    {
        Session();
        _isShutDown = true;
        return null;
    }

    [JsonRpcMethod("exit")]
    public void Exit() => _exit.TrySetResult(_isShutDown);

    [JsonRpcMethod(TolerantFormatter.Unreadable)]
    public static void Unreadable() =>
        throw new LocalRpcException("This message is no JSON-RPC.") { ErrorCode = (int)JsonRpcErrorCode.ParseError };

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
    }

    private async Task<(OpenFile File, CompletionAnswer Answer)> Ask(
        CompletionQuestion question, string uri, LspPosition position, string? label, CancellationToken cancellation)
    {
        var session = Session();
        if (session.Files.Find(uri) is not { } file)
            throw new LocalRpcException($"{uri} is not open.") { ErrorCode = (int)JsonRpcErrorCode.InvalidParams };
        var answer = await session.Ask(question, file, position, label, cancellation);
        if (Interlocked.Exchange(ref _refusal, answer.Refusal) != answer.Refusal && answer.Refusal is { } refusal)
            await Notify("window/logMessage", new LogMessageParams(LogMessageParams.Warning, refusal));
        return (file, answer);
    }

    private EditorSession Session() =>
        _session is null ? throw new LocalRpcException("The first request must be 'initialize'.") { ErrorCode = (int)ServerNotInitialized }
        : _isShutDown ? throw new LocalRpcException("The server was told to shut down.") { ErrorCode = (int)JsonRpcErrorCode.InvalidRequest }
        : _session;

    private Task Publish(PublishDiagnosticsParams diagnostics) => Notify("textDocument/publishDiagnostics", diagnostics);

    private async Task Notify(string method, object parameters)
    {
        try
        {
            await _rpc!.NotifyWithParameterObjectAsync(method, parameters);
        }
        catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // The editor has gone, and nobody is left to be told.
        }
    }
}
