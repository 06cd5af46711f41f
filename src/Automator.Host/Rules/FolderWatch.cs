namespace Automator.Host.Rules;

/// <summary>Turns what the operating system tells about the rules folder into hints. It may tell too much, too little or nothing.</summary>
internal sealed class FolderWatch(string folder, QuietTime hints, ILogger logger) : IDisposable
{
    private const int LargestBuffer = 65_536;

    private FileSystemWatcher? _watcher;
    private volatile bool _isBroken;
    private bool _hasComplained;

    /// <summary>Listens, if it does not already. Where that is not possible the regular look finds what changes.</summary>
    internal void Start()
    {
        if (_isBroken)
            Stop();
        if (_watcher is not null || !Directory.Exists(folder))
            return;
        try
        {
            _isBroken = false;
            _watcher = Listening();
            _hasComplained = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!_hasComplained)
                RulesLog.NoWatcher(logger, folder, e.Message);
            _hasComplained = true;
        }
    }

    /// <summary>Ends listening; the next start listens to the folder that has the name then.</summary>
    internal void Stop()
    {
        _watcher?.Dispose();
        _watcher = null;
    }

    public void Dispose() => Stop();

    private FileSystemWatcher Listening()
    {
        var watcher = new FileSystemWatcher(folder, "*")
        {
            IncludeSubdirectories = true,
            InternalBufferSize = LargestBuffer,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        try
        {
            watcher.Created += (_, _) => hints.Hint();
            watcher.Changed += (_, _) => hints.Hint();
            watcher.Deleted += (_, _) => hints.Hint();
            watcher.Renamed += (_, _) => hints.Hint();
            watcher.Error += (_, e) => Break(e.GetException());
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }

    private void Break(Exception error)
    {
        RulesLog.WatcherFailed(logger, folder, error.Message);
        _isBroken = true;
        hints.Hint();
    }
}
