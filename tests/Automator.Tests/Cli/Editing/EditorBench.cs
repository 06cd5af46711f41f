using System.Threading.Channels;
using Automator.Host.Cli.Editing;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Cli.Editing;

/// <summary>A person before a terminal: every key is pressed once the one before has done all it does.</summary>
internal sealed class EditorBench : IKeys, ICompleter, IDisposable
{
    private readonly Channel<Keystroke> _keys = Channel.CreateUnbounded<Keystroke>();
    private readonly Channel<bool> _waiting = Channel.CreateUnbounded<bool>();
    private readonly LineEditor _editor;
    private Task<string?>? _reading;

    internal EditorBench(int width = 40, int height = 12)
    {
        Screen = new FakeTerminal(width, height);
        _editor = new LineEditor(this, new Screen(Screen, () => (width, height)), this);
    }

    internal FakeTerminal Screen { get; }

    /// <summary>What is offered, whatever is asked; the text is replaced from the last dot on.</summary>
    internal string[] Offered { get; init; } = [];

    /// <summary>Why nothing is offered.</summary>
    internal string? Refusal { get; set; }

    /// <summary>What is said of an item, after its label.</summary>
    internal string Words { get; init; } = ".";

    /// <summary>Answers only when it is set.</summary>
    internal TaskCompletionSource? Answering { get; init; }

    internal int Prepared { get; private set; }

    internal Task<string?> Read(string prompt = "> ") => _reading = _editor.Read(prompt, TestContext.Current.CancellationToken);

    /// <summary>Types, and gives back what is seen.</summary>
    internal async Task<string> Type(string text)
    {
        foreach (var letter in text)
            await Press(Keystroke.Typed(letter.ToString()));
        return Screen.Shown;
    }

    internal async Task<string> Press(params KeyKind[] kinds)
    {
        foreach (var kind in kinds)
            await Press(new Keystroke(kind));
        return Screen.Shown;
    }

    internal async Task<string> Press(Keystroke key)
    {
        _reading ??= Read();
        await _waiting.Reader.ReadAsync(TestContext.Current.CancellationToken);
        await _keys.Writer.WriteAsync(key);
        // The editor asks for the next key once it is through with this one, or has ended.
        await Task.WhenAny(_waiting.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask(), _reading);
        return Screen.Shown;
    }

    internal async Task<string?> Entered()
    {
        await Press(KeyKind.Enter);
        var read = await _reading!;
        _reading = null;
        return read;
    }

    public void Dispose() => Screen.Dispose();

    IDisposable IKeys.Listen() => Nothing.Instance;

    Task<Keystroke> IKeys.Next()
    {
        _waiting.Writer.TryWrite(true);
        return _keys.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
    }

    void ICompleter.Prepare() => Prepared++;

    async Task<CompletionAnswer> ICompleter.Complete(string text, int caret)
    {
        if (Answering is not null)
            await Answering.Task;
        var start = text[..caret].LastIndexOfAny(['.', ' ']) + 1;
        return new CompletionAnswer
        {
            Refusal = Refusal,
            Items = [.. Offered.Select(item => new Completion { Label = item, Text = item, Kind = CompletionKind.Method, Start = start, Length = WordEnd(text, caret) - start })],
        };
    }

    Task<string> ICompleter.Describe(string text, int caret, Completion item) => Task.FromResult($"About {item.Label}{Words}");

    private static int WordEnd(string text, int caret)
    {
        while (caret < text.Length && char.IsLetter(text[caret]))
            caret++;
        return caret;
    }

    private sealed class Nothing : IDisposable
    {
        internal static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
