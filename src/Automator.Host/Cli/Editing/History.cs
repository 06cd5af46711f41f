namespace Automator.Host.Cli.Editing;

/// <summary>What was entered, while the console lasts. What is being typed is its last line until that is entered.</summary>
internal sealed class History
{
    private const int Most = 500;

    private readonly List<string> _lines = [];
    private int _at;
    private string _typed = "";

    internal void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > Most)
            _lines.RemoveAt(0);
        _at = _lines.Count;
    }

    /// <returns>Null where there is none.</returns>
    internal string? Before(string typed)
    {
        if (_at == 0)
            return null;
        if (_at == _lines.Count)
            _typed = typed;
        return _lines[--_at];
    }

    /// <returns>Null where there is none.</returns>
    internal string? After() =>
        _at == _lines.Count ? null
        : ++_at == _lines.Count ? _typed
        : _lines[_at];
}
