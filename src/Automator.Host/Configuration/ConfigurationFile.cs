using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Automator.Host.Configuration;

/// <summary>Reads <c>automator.json</c>: JSON with comments and trailing commas.</summary>
internal static partial class ConfigurationFile
{
    internal const string DefaultName = "automator.json";

    private const int AtMost = 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="path">Relative to the current folder, or absolute.</param>
    /// <param name="knowsZone">Whether there is a zone of that name; null takes <see cref="ZoneNames.Knows"/>.</param>
    internal static ConfigurationResult Load(string path, Func<string, bool>? knowsZone = null)
    {
        try
        {
            return BoundedFile.Read(path, AtMost) is { } bytes
                ? Parse(bytes, Path.GetDirectoryName(Path.GetFullPath(path))!, knowsZone)
                : Unusable($"is larger than {AtMost / 1024} KB, so it is hardly a configuration. Name another file with --config.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unusable($"does not exist. Name another file with --config, or write it; this much is enough: {{ {AccountsShape.Example} }}");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            return Unusable(Directory.Exists(path)
                ? "is a folder. Name the file in it."
                : $"cannot be read: {e.Message} Make it readable, or name another file with --config.");
        }
    }

    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <param name="folder">What relative paths are relative to; absolute itself.</param>
    /// <param name="knowsZone">As with <see cref="Load"/>.</param>
    internal static ConfigurationResult Parse(ReadOnlyMemory<byte> bytes, string folder, Func<string, bool>? knowsZone = null)
    {
        if (bytes.Span.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
            return Unusable($"is empty. Write it; this much is enough: {{ {AccountsShape.Example} }}");
        if (!Utf8.IsValid(bytes.Span))
            return Unusable("is not text in UTF-8. Save it as UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(bytes, Lenient);
            var reading = new Reading(folder, knowsZone ?? ZoneNames.Knows);
            return AutomatorKeys.Shape.TryRead(document.RootElement, Place.Root(reading), out var options)
                ? new ConfigurationResult.Valid(options)
                : new ConfigurationResult.Invalid(reading.Errors);
        }
        catch (JsonException e)
        {
            return Unusable($"{Position(bytes.Span, e)}: {Reason(e)}");
        }
    }

    private static ConfigurationResult.Invalid Unusable(string message) => new([new("", message)]);

    /// <summary>As editors count: from 1, and in characters where the reader counts bytes.</summary>
    private static string Position(ReadOnlySpan<byte> bytes, JsonException e)
    {
        var rest = bytes;
        for (var line = 0L; line < e.LineNumber && rest.IndexOf((byte)'\n') is >= 0 and var end; line++)
            rest = rest[(end + 1)..];
        var before = rest[..(int)Math.Min(e.BytePositionInLine ?? 0, rest.Length)];
        return $"line {e.LineNumber + 1}, column {Encoding.UTF8.GetCharCount(before) + 1}";
    }

    private static string Reason(JsonException e)
    {
        var message = Coordinates().Replace(e.Message, "");
        // What is quoted there may be a secret that lost its quotes.
        return Quotation().Replace(message, "This is no JSON value.").TrimEnd();
    }

    [GeneratedRegex(@"( Path: .*)? LineNumber: \d+ \| BytePositionInLine: \d+\.\z")]
    private static partial Regex Coordinates();

    [GeneratedRegex(@"^'.{2,}' is an invalid JSON literal\..*", RegexOptions.Singleline)]
    private static partial Regex Quotation();
}
