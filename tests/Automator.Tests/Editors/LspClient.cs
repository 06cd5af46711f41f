using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Automator.Tests.EndToEnd;

namespace Automator.Tests.Editors;

/// <summary>An editor as the server meets it: a process that speaks frames of JSON, one question at a time.</summary>
internal sealed class LspClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Queue<JsonNode> _notifications = new();
    private int _asked;

    private LspClient(Process process) => (_process, _input, _output) = (process, process.StandardInput.BaseStream, process.StandardOutput.BaseStream);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Somewhere, as editors do.</summary>
    internal static LspClient Start(params string[] more) => new(Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "automator"), ["lsp", .. more])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    internal static async Task<LspClient> Initialized(Workplace place)
    {
        var client = Start();
        await client.Ask("initialize", new { processId = (int?)null, rootUri = new Uri(place.Path).AbsoluteUri, capabilities = new { } });
        await client.Tell("initialized", new { });
        return client;
    }

    /// <summary>The answer whole: its result, or its error.</summary>
    internal async Task<JsonNode> AskForAll(string method, object? parameters)
    {
        var id = ++_asked;
        await Send(JsonSerializer.Serialize(new { jsonrpc = "2.0", id, method, @params = parameters }));
        return await Until(message => (int?)message["id"] == id && message["method"] is null);
    }

    internal async Task<JsonNode?> Ask(string method, object? parameters)
    {
        var answer = await AskForAll(method, parameters);
        answer["error"].ShouldBeNull();
        return answer["result"];
    }

    internal Task Tell(string method, object parameters) => Send(JsonSerializer.Serialize(new { jsonrpc = "2.0", method, @params = parameters }));

    internal Task Open(string uri, string text) => Tell("textDocument/didOpen", new { textDocument = new { uri, languageId = "csharp", version = 1, text } });

    internal Task Change(string uri, int version, string text) =>
        Tell("textDocument/didChange", new { textDocument = new { uri, version }, contentChanges = new[] { new { text } } });

    /// <summary>The labels of what is offered at a bar in the text, which is opened under a name of its own.</summary>
    internal async Task<IReadOnlyList<string>> Labels(string uri, string marked) => [.. (await Items(uri, marked)).Select(item => (string)item!["label"]!)];

    internal async Task<JsonArray> Items(string uri, string marked)
    {
        await Open(uri, marked.Replace("|", "", StringComparison.Ordinal));
        return (await Ask("textDocument/completion", Place(uri, marked)))!["items"]!.AsArray();
    }

    internal static object Place(string uri, string marked)
    {
        var before = marked[..marked.IndexOf('|', StringComparison.Ordinal)].Split('\n');
        return new { textDocument = new { uri }, position = new { line = before.Length - 1, character = before[^1].Length } };
    }

    /// <summary>What was said last of a file in this version.</summary>
    internal async Task<IReadOnlyList<JsonNode>> Diagnostics(string uri, int? version)
    {
        bool IsIt(JsonNode message) => (string?)message["method"] == "textDocument/publishDiagnostics"
            && (string?)message["params"]!["uri"] == uri && (int?)message["params"]!["version"] == version;
        while (_notifications.TryDequeue(out var kept))
        {
            if (IsIt(kept))
                return [.. kept["params"]!["diagnostics"]!.AsArray().OfType<JsonNode>()];
        }

        return [.. (await Until(IsIt))["params"]!["diagnostics"]!.AsArray().OfType<JsonNode>()];
    }

    /// <summary>What the server said by itself, oldest first.</summary>
    internal async Task<JsonNode> Said(string method)
    {
        while (_notifications.TryDequeue(out var kept))
        {
            if ((string?)kept["method"] == method)
                return kept["params"]!;
        }

        return (await Until(message => (string?)message["method"] == method))["params"]!;
    }

    internal async Task Send(string json)
    {
        var content = Encoding.UTF8.GetBytes(json);
        await _input.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"), Cancellation);
        await _input.WriteAsync(content, Cancellation);
        await _input.FlushAsync(Cancellation);
    }

    internal async Task<JsonNode> Until(Func<JsonNode, bool> wanted)
    {
        while (true)
        {
            var message = await Receive().WaitAsync(Patience, TimeProvider.System, Cancellation);
            if (wanted(message))
                return message;
            if (message["method"] is not null)
                _notifications.Enqueue(message);
        }
    }

    internal async Task<int> Exit()
    {
        await Tell("exit", new { });
        await _process.WaitForExitAsync(Cancellation);
        return _process.ExitCode;
    }

    internal async Task<int> HangUp()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(Cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<JsonNode> Receive()
    {
        var length = 0;
        while (await HeaderLine() is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
        }

        var content = new byte[length];
        await _output.ReadExactlyAsync(content, Cancellation);
        return JsonNode.Parse(content)!;
    }

    private async Task<string> HeaderLine()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _output.ReadExactlyAsync(one, Cancellation);
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }
}
