using Automator.Sdk.Protocol;

namespace Automator.Host.Cli.Editing;

/// <summary>
/// Reads what a person types, over several lines where it needs them, with history and completion. Keys are taken while a
/// completion is still being looked for.
/// </summary>
internal sealed class LineEditor(IKeys keys, Screen screen, ICompleter completer)
{
    private const string Continuation = "… ";
    private const string Indent = "    ";

    private readonly History _history = new();
    private readonly TextBuffer _buffer = new();
    private Suggestions? _suggestions;

    /// <summary>What is being looked for, and in the end does something with what was found; null for nothing.</summary>
    private Task<Action>? _looking;

    /// <summary>Why nothing was found; until the next key.</summary>
    private string? _refusal;

    /// <returns>Null at the end of the input.</returns>
    internal async Task<string?> Read(string prompt, CancellationToken cancellation)
    {
        _buffer.Set("");
        Close();
        using var listening = keys.Listen();
        while (true)
        {
            if (_looking is { IsCompleted: true } looked)
                Found(await looked);
            Draw(prompt);
            var next = keys.Next();
            while (!next.IsCompleted && _looking is { } looking)
            {
                if (await Task.WhenAny(next, looking).WaitAsync(cancellation) == next)
                    break;
                Found(await looking);
                Draw(prompt);
            }

            switch (Take(await next.WaitAsync(cancellation)))
            {
                case Taken.Entered:
                    Leave(prompt);
                    _history.Add(_buffer.Text);
                    return _buffer.Text;
                case Taken.Dropped:
                    Leave(prompt);
                    return "";
                case Taken.Ended:
                    Leave(prompt);
                    return null;
            }
        }
    }

    private enum Taken
    {
        GoOn,
        Entered,
        Dropped,
        Ended,
    }

    private Taken Take(Keystroke key)
    {
        _refusal = null;
        if (_suggestions is { } open && TakeForList(open, key))
            return Taken.GoOn;
        switch (key.Kind)
        {
            case KeyKind.Enter:
                return Enter();
            case KeyKind.Interrupt:
                return _buffer.Text.Length == 0 ? Taken.Ended : Taken.Dropped;
            case KeyKind.EndOfInput when _buffer.Text.Length == 0:
                return Taken.Ended;
            case KeyKind.Tab:
                Tab();
                return Taken.GoOn;
            case KeyKind.Up when !_buffer.Up():
                if (_history.Before(_buffer.Text) is { } older)
                    _buffer.Set(older);
                break;
            case KeyKind.Down when !_buffer.Down():
                if (_history.After() is { } newer)
                    _buffer.Set(newer);
                break;
            default:
                Edit(key);
                break;
        }

        if (_suggestions?.Narrow(_buffer.Text, _buffer.Caret) == false)
            Close();
        return Taken.GoOn;
    }

    private void Edit(Keystroke key)
    {
        switch (key.Kind)
        {
            case KeyKind.Text:
                if (_buffer.Text.Length == 0)
                    completer.Prepare();
                _buffer.Insert(key.Text);
                break;
            case KeyKind.Backspace:
                _buffer.Backspace();
                break;
            case KeyKind.Delete or KeyKind.EndOfInput:
                _buffer.Delete();
                break;
            case KeyKind.CutToEnd:
                _buffer.CutToEnd();
                break;
            case KeyKind.CutToStart:
                _buffer.CutToStart();
                break;
            case KeyKind.Left:
                _buffer.Left();
                break;
            case KeyKind.Right:
                _buffer.Right();
                break;
            case KeyKind.WordLeft:
                _buffer.WordLeft();
                break;
            case KeyKind.WordRight:
                _buffer.WordRight();
                break;
            case KeyKind.Home:
                _buffer.Home();
                break;
            case KeyKind.End:
                _buffer.End();
                break;
        }
    }

    /// <returns>Whether the key was for the list.</returns>
    private bool TakeForList(Suggestions open, Keystroke key)
    {
        switch (key.Kind)
        {
            case KeyKind.Tab or KeyKind.Down:
                Choose(open, 1);
                return true;
            case KeyKind.BackTab or KeyKind.Up:
                Choose(open, -1);
                return true;
            case KeyKind.Enter when open.Choice is { } choice:
                Put(open, choice);
                return true;
            case KeyKind.Escape:
                Close();
                return true;
            case KeyKind.Unknown:
                return true;
            case KeyKind.Text or KeyKind.Backspace:
                return false;
            default:
                Close();
                return false;
        }
    }

    private Taken Enter()
    {
        var snippet = new SnippetReader();
        foreach (var line in _buffer.Text.Split('\n'))
            snippet.Add(line);
        if (snippet.IsComplete)
            return Taken.Entered;
        _buffer.Insert("\n");
        return Taken.GoOn;
    }

    private void Tab()
    {
        var before = _buffer.Text[..(_buffer.Caret)];
        if (before.Contains('\n') && before[before.LastIndexOf('\n')..].Trim().Length == 0)
            _buffer.Insert(Indent);
        else
            _looking = Look(_buffer.Text, _buffer.Caret);
    }

    private async Task<Action> Look(string text, int caret)
    {
        var found = await completer.Complete(text, caret);
        return () =>
        {
            _refusal = found.Refusal;
            Offer(new Suggestions(text, caret, found.Items));
        };
    }

    /// <summary>Nothing is put in by itself where somebody has typed on.</summary>
    private void Offer(Suggestions found)
    {
        if (!found.Narrow(_buffer.Text, _buffer.Caret))
            return;
        var isWaitedFor = (_buffer.Text, _buffer.Caret) == (found.Text, found.Caret);
        if (isWaitedFor && found.Items is [var only])
        {
            Put(found, only);
            return;
        }

        _suggestions = found;
        if (isWaitedFor && found.Common(_buffer.Text, _buffer.Caret) is { } common)
        {
            found.Put(_buffer, found.Items[0], common);
            found.Narrow(_buffer.Text, _buffer.Caret);
        }
    }

    private void Choose(Suggestions open, int step)
    {
        open.Choose(step);
        _looking = Describe(open, open.Choice!);
    }

    private async Task<Action> Describe(Suggestions open, Completion choice)
    {
        var words = await completer.Describe(open.Text, open.Caret, choice);
        return () =>
        {
            if (open.Choice == choice)
                open.Words = words;
        };
    }

    private void Put(Suggestions from, Completion item)
    {
        from.Put(_buffer, item, item.Text);
        Close();
    }

    private void Close() => (_suggestions, _looking) = (null, null);

    private void Found(Action found)
    {
        _looking = null;
        found();
    }

    private void Draw(string prompt) =>
        screen.Draw(LayoutOf(prompt), [.. Below(atMost: (screen.Height - 1) / 2)]);

    private IEnumerable<string> Below(int atMost) =>
        _suggestions is { } open ? open.Rows(screen.Width, atMost)
        : _refusal is { } refusal ? ListRows.Wrapped(refusal, screen.Width).Take(atMost)
        : [];

    private void Leave(string prompt)
    {
        Close();
        _buffer.Set(_buffer.Text);
        screen.Leave(LayoutOf(prompt));
    }

    private Layout LayoutOf(string prompt) => Layout.Of(prompt, Continuation, _buffer.Text, _buffer.Caret, screen.Width);
}
