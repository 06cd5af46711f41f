namespace Automator.Host.Journal;

/// <summary>Long bodies by their hashes: kept once, and let go with the last that names them.</summary>
internal sealed class JournalBlobs(JournalConnection journal)
{
    private const int PageSize = 4096;

    internal void Keep(JournalBody? body)
    {
        if (body is { Hash: { } hash, Packed: { } packed })
            journal.Execute("INSERT INTO blobs (hash, packed) VALUES ($hash, $packed) ON CONFLICT (hash) DO NOTHING", ("$hash", hash), ("$packed", packed));
    }

    /// <summary>Called when one that named it does not any more.</summary>
    /// <returns>How much was let go, in rows and pages.</returns>
    internal int LetGo(byte[]? hash)
    {
        if (hash is null)
            return 0;
        var length = journal.First(
            """
            SELECT length(packed) FROM blobs WHERE hash = $hash
                AND NOT EXISTS (SELECT 1 FROM answers WHERE blob = $hash) AND NOT EXISTS (SELECT 1 FROM runs WHERE inputs_blob = $hash)
            """,
            row => row.GetInt32(0), ("$hash", hash));
        return length == 0 ? 0 : journal.Execute("DELETE FROM blobs WHERE hash = $hash", ("$hash", hash)) + length / PageSize;
    }
}
