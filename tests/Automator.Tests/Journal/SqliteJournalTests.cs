using Automator.Host.Journal;

namespace Automator.Tests.Journal;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly JournalFolder _folder = new();

    private protected override ValueTask<IJournal> Open() => new(_folder.Open());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
