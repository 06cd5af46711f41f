namespace Automator.Host.Rules;

/// <summary>Writes a file so that whoever reads it finds the old content or the new, whole.</summary>
internal static class AtomicFile
{
    internal const string Suffix = ".tmp";

    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}{Suffix}";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw;
        }
    }
}
