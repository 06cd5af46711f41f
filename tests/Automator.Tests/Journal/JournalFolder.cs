using Automator.Host.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Journal;

/// <summary>A folder for one journal, gone when the test is.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    internal string File => Path.Combine(_folder.FullName, "journal.db");

    internal SqliteJournal Open() => SqliteJournal.Open(File, new FakeTimeProvider(Some.Noon));

    public void Dispose() => _folder.Delete(recursive: true);
}
