using System.Text.Encodings.Web;
using System.Text.Json;

namespace Automator.Host.Configuration;

/// <summary>Text from the file, fit for one line of a terminal.</summary>
internal static class Quoted
{
    private const int AtMost = 60;

    internal static string Text(string text) => $"\"{JsonEncodedText.Encode(Cut(text), JavaScriptEncoder.Default).Value}\"";

    internal static string Number(string digits) => Cut(digits);

    internal static string List(IEnumerable<string> words) => string.Join(", ", words);

    private static string Cut(string text)
    {
        if (text.Length <= AtMost)
            return text;
        // Half of a surrogate pair cannot be written.
        var end = char.IsHighSurrogate(text[AtMost - 1]) ? AtMost - 1 : AtMost;
        return text[..end] + "...";
    }
}
