using System.Security.Cryptography;

namespace Automator.Emulator.Store;

/// <summary>
/// The bytes of uploads and attachments, a file each, named by chance: what is written never changes. In the account's
/// data folder, or in a temporary one that goes with the server, so that memory holds records only.
/// </summary>
internal sealed class Files : IDisposable
{
    private const int ChunkSize = 64 * 1024;
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
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var path = PathOf(name);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, ChunkSize, useAsync: true);
            var chunk = new byte[ChunkSize];
            while (await bytes.ReadAsync(chunk, cancellation) is > 0 and var count)
            {
                if (file.Length + count > largest)
                {
                    File.Delete(path);
                    return null;
                }

                await file.WriteAsync(chunk.AsMemory(0, count), cancellation);
            }

            file.Flush(flushToDisk: true);
            return new KeptFile(name, file.Length);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public string Keep(ReadOnlySpan<byte> bytes)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var file = new FileStream(PathOf(name), FileMode.CreateNew);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
        return name;
    }

    public FileStream? Open(string name) => File.Exists(PathOf(name)) ? File.OpenRead(PathOf(name)) : null;

    public void Drop(string name)
    {
        if (!_passing || _folder.IsValueCreated) File.Delete(PathOf(name));
    }

    /// <summary>At the start, before anything can be on its way in: what no record names any more goes.</summary>
    public void KeepOnly(IReadOnlySet<string> names)
    {
        if (_passing) return;
        foreach (var path in Directory.EnumerateFiles(_folder.Value))
        {
            if (!names.Contains(Path.GetFileName(path))) File.Delete(path);
        }
    }

    public void Dispose()
    {
        if (_passing && _folder.IsValueCreated) Directory.Delete(_folder.Value, recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.Value, name);
}

/// <summary>Bytes that are on the disk, under their name among the account's files.</summary>
internal sealed record KeptFile(string Name, long Size);
