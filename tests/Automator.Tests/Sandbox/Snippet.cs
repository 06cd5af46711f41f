using System.Text.RegularExpressions;

namespace Automator.Tests.Sandbox;

/// <summary>One piece of a rule from the corpus, with what its first lines say of it.</summary>
internal sealed partial record Snippet(string Name, string Source, IReadOnlyDictionary<string, string> Head)
{
    /// <summary>Ends a line that has to be named in the refusal; without one, any line may be.</summary>
    private const string Mark = "//!";

    /// <summary>Starts a snippet in a corpus file, and gives its name.</summary>
    private const string Start = "//// ";

    internal string? this[string word] => Head.GetValueOrDefault(word);

    internal string Layer => Head["layer"];

    internal IReadOnlyList<int> MarkedLines =>
        [.. Source.Split('\n').Select((line, index) => (line, index)).Where(line => line.line.Contains(Mark, StringComparison.Ordinal)).Select(line => line.index + 1)];

    internal static IReadOnlyDictionary<string, Snippet> All(string kind) =>
        Directory.EnumerateFiles(Repository.At("tests", "Automator.Tests", "Sandbox", "Corpus", kind), "*.csx")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
            .ToDictionary(snippet => snippet.Name);

    private static IEnumerable<Snippet> Read(string file, string text) =>
        text.Split("\n" + Start).Skip(1).Select(part => One(file, part));

    /// <summary>A name, then <c>// word: text</c> lines, then the source.</summary>
    private static Snippet One(string file, string part)
    {
        var lines = part.Split('\n');
        var head = lines.Skip(1).TakeWhile(line => line.StartsWith("// ", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal)).ToArray();
        var words = head.Select(line => line[3..].Split(": ", 2)).ToDictionary(word => word[0], word => word[1].Trim());
        return new Snippet($"{file}/{lines[0].Trim()}", Repeated(string.Join('\n', lines.Skip(1 + head.Length)).TrimEnd()), words);
    }

    /// <summary><c>⟦text*N⟧</c> stands for N times the text.</summary>
    private static string Repeated(string source) => Repetition().Replace(
        source, match => string.Concat(Enumerable.Repeat(match.Groups[1].Value, int.Parse(match.Groups[2].Value))));

    [GeneratedRegex(@"⟦([^⟧]*?)\*(\d+)⟧")]
    private static partial Regex Repetition();
}
