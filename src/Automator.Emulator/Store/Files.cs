using System.Security.Cryptography;

namespace Automator.Emulator.Store;

/// <summary>
/// The bytes of uploads and attachments, a file each, named by chance: what is written never changes. In the account's
/// data folder, or in a temporary one that goes with the server, so that memory holds records only.
/// </summary>
internal sealed class Files : IDisposable
{
    private const int ChunkSize = 64 * 1024;
    private const int NameLength = 32;
    private readonly Lazy<string> _folder;
    private readonly bool _passing;

    /// <param name="folder">null: a temporary one, made when the first file comes.</param>
    public Files(string? folder)
    {
        _passing = folder is null;
        _folder = new Lazy<string>(() => folder is null ? Directory.CreateTempSubdirectory("emulator-").FullName : Directory.CreateDirectory(folder).FullName);
    }

    /// <summary>The file's name, once it is on the disk; null when there are more bytes than <paramref name="largest"/>.</summary>
    public async Task<KeptFile?> KeepAsync(Stream bytes, long largest, CancellationToken cancellation)
    {
        var name = NewName();
        long? size = null;
        try
        {
            size = await WriteAsync(PathOf(name), bytes, largest, cancellation);
            return size is { } kept ? new KeptFile(name, kept) : null;
        }
        finally
        {
            if (size is null) File.Delete(PathOf(name));
        }
    }

    public string Keep(ReadOnlySpan<byte> bytes)
    {
        var name = NewName();
        try
        {
            using var file = new FileStream(PathOf(name), FileMode.CreateNew);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
            return name;
        }
        catch
        {
            File.Delete(PathOf(name));
            throw;
        }
    }

    /// <summary>null where there is no such file. What is dropped while it is read is read to its end.</summary>
    public FileStream? Open(string name)
    {
        try
        {
            return new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, ChunkSize, useAsync: true);
        }
        catch (IOException fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Drop(string name)
    {
        if (!_passing || _folder.IsValueCreated) File.Delete(PathOf(name));
    }

    /// <summary>
    /// At the start, before anything can be on its way in: what no record names any more goes. A file with a name that
    /// is none of ours is somebody else's, and stays.
    /// </summary>
    public void KeepOnly(IReadOnlySet<string> names)
    {
        if (_passing) return;
        foreach (var path in Directory.EnumerateFiles(_folder.Value))
        {
            if (Path.GetFileName(path) is var name && IsOurs(name) && !names.Contains(name)) File.Delete(path);
        }
    }

    public void Dispose()
    {
        if (_passing && _folder.IsValueCreated) Directory.Delete(_folder.Value, recursive: true);
    }

    private static async Task<long?> WriteAsync(string path, Stream bytes, long largest, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, ChunkSize, useAsync: true);
        var chunk = new byte[ChunkSize];
        while (await bytes.ReadAsync(chunk, cancellation) is > 0 and var count)
        {
            if (file.Position + count > largest) return null;
            await file.WriteAsync(chunk.AsMemory(0, count), cancellation);
        }

        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private static string NewName() => RandomNumberGenerator.GetHexString(NameLength, lowercase: true);

    private static bool IsOurs(string name) => name.Length == NameLength && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(string name) => Path.Combine(_folder.Value, name);
}

/// <summary>Bytes that are on the disk, under their name among the account's files.</summary>
internal sealed record KeptFile(string Name, long Size);
