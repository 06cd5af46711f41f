using Automator.Host.Journal;

namespace Automator.Host.Triggers.Watching;

/// <summary>A cursor of the journal's, with what the batch that is being made has done to it.</summary>
internal sealed class KeptCursor(IJournal journal, string account, string name)
{
    internal string? Text { get; private set; } = journal.Cursor(account, name);

    internal void Move(string to, WatchBatch batch)
    {
        if (to == Text)
            return;
        batch.Add(new JournalOperation.MoveCursor(name, Text, to));
        Text = to;
    }
}
