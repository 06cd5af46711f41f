namespace Automator.Host.RunLog;

/// <summary>The files that are open. LiteDB keeps pages of each and gives none back, so only the last that were used are, and only while they are small.</summary>
internal sealed class OpenMonths(bool readOnly) : IDisposable
{
    private const int Most = 3;

    /// <summary>64 MB.</summary>
    private const int MostPages = 8_000;

    /// <summary>A file is asked for its pages once in so many uses: that costs as much as a question.</summary>
    private const int Uses = 50;

    /// <summary>The one that was used last is the last.</summary>
    private readonly List<MonthFile> _open = [];
    private int _uses;

    internal MonthFile Open(string path)
    {
        var file = Take(path);
        if (file is null && _open.Count == Most)
            Close(_open[0].Path);
        if (file is not null && ++_uses % Uses == 0 && file.Pages > MostPages)
        {
            file.Dispose();
            file = null;
        }

        _open.Add(file ??= new MonthFile(path, readOnly));
        return file;
    }

    internal void Close(string path) => Take(path)?.Dispose();

    public void Dispose()
    {
        while (_open.Count > 0)
            Close(_open[0].Path);
    }

    private MonthFile? Take(string path)
    {
        var file = _open.Find(open => open.Path == path);
        if (file is not null)
            _open.Remove(file);
        return file;
    }
}
