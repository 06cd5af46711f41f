using Automator.Host.Journal;

namespace Automator.Tests.Journal;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly List<JournalFolder> _folders = [];

    private protected override ValueTask<IJournal> Open()
    {
        var folder = new JournalFolder();
        _folders.Add(folder);
        return new(folder.Open());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folders.ForEach(folder => folder.Dispose());
    }
}
