using System.Security.Cryptography;
using System.Text.Json;

namespace Automator.Host.Rules;

/// <summary>
/// Images on disk, so that a start compiles nothing that was compiled before and a run finds the version it began with.
/// What is damaged or not complete counts as missing: everything here can be built again.
/// </summary>
internal sealed class ImageCache(string folder, TimeProvider time)
{
    private const int HashLength = 64;
    private static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    /// <summary>The image, which counts as used now; null when it is missing or damaged.</summary>
    internal RuleImage? Find(string hash)
    {
        if (!IsHash(hash))
            return null;
        try
        {
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(hash, ".json")), ImageJson.Default.StoredImage);
            var dll = File.ReadAllBytes(PathOf(hash, ".dll"));
            var pdb = File.ReadAllBytes(PathOf(hash, ".pdb"));
            if (stored is not { Format: StoredImage.CurrentFormat } || stored.DllHash != HashOf(dll) || stored.PdbHash != HashOf(pdb))
                return null;
            Touch(hash);
            return new RuleImage { Hash = hash, Dll = dll, Pdb = pdb, Manifest = stored.Manifest };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal void Keep(RuleImage image)
    {
        if (!IsHash(image.Hash))
            throw new ArgumentException($"'{image.Hash}' is no content hash.", nameof(image));
        Directory.CreateDirectory(folder);
        var stored = new StoredImage
        {
            Format = StoredImage.CurrentFormat,
            DllHash = HashOf(image.Dll),
            PdbHash = HashOf(image.Pdb),
            Manifest = image.Manifest,
        };
        AtomicFile.Write(PathOf(image.Hash, ".dll"), image.Dll);
        AtomicFile.Write(PathOf(image.Hash, ".pdb"), image.Pdb);
        AtomicFile.Write(PathOf(image.Hash, ".json"), JsonSerializer.SerializeToUtf8Bytes(stored, ImageJson.Default.StoredImage));
        Touch(image.Hash);
    }

    /// <summary>Drops what nobody asked for in a while, and what writers that died left behind.</summary>
    /// <param name="unusedFor">How long an image may lie here unused.</param>
    /// <param name="keep">Hashes that stay whatever their age: the live versions.</param>
    /// <returns>How many images were dropped.</returns>
    internal int Trim(TimeSpan unusedFor, IReadOnlySet<string> keep)
    {
        if (!Directory.Exists(folder))
            return 0;
        var now = time.GetUtcNow();
        var dropped = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            var hash = Path.GetFileNameWithoutExtension(file.Name);
            var age = now - file.LastWriteTimeUtc;
            var isImage = file.Extension == ".json" && IsHash(hash) && !keep.Contains(hash) && age > unusedFor;
            if (isImage && TryDelete(PathOf(hash, ".json")) && TryDelete(PathOf(hash, ".dll")) && TryDelete(PathOf(hash, ".pdb")))
                dropped++;
            else if (file.Extension == AtomicFile.Suffix && age > LongestWrite)
                TryDelete(file.FullName);
        }

        return dropped;
    }

    private static bool IsHash(string text) => text.Length == HashLength && text.All(char.IsAsciiHexDigitLower);

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string PathOf(string hash, string suffix) => Path.Combine(folder, hash + suffix);

    private void Touch(string hash)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(hash, ".json"), time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On a folder that is only read, nothing is trimmed either.
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next trim tries again.
            return false;
        }
    }
}
