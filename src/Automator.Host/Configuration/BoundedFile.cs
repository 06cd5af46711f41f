namespace Automator.Host.Configuration;

/// <summary>Files that people name, of which some turn out to be devices, pipes or disk images.</summary>
internal static class BoundedFile
{
    /// <returns>Null where there is more of it than that.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    internal static byte[]? Read(string path, int atMost)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[atMost + 1];
        var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > atMost ? null : buffer[..length];
    }
}
