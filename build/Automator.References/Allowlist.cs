using System.Text.RegularExpressions;

namespace Automator.References;

/// <summary>Who may use a type or member.</summary>
internal enum Use
{
    /// <summary>A rule, by name.</summary>
    Rule,

    /// <summary>The compiler alone, but it may stand in the signatures of what a rule uses.</summary>
    Opaque,

    /// <summary>The compiler alone.</summary>
    Compiler,
}

/// <summary>One word of a type's line: which members it speaks of.</summary>
internal sealed record MemberEntry(string Pattern, int? Parameters, Use Use, bool IsExclusion, int Line)
{
    internal bool Used { get; set; }

    internal bool Matches(string name, int parameters) =>
        (Parameters is null || Parameters == parameters)
        && (Pattern.EndsWith('*') ? name.StartsWith(Pattern[..^1], StringComparison.Ordinal) : name == Pattern);
}

/// <summary>The lines of one type.</summary>
internal sealed record TypeEntry(string FullName, Use Use, int Line)
{
    internal List<MemberEntry> Members { get; } = [];

    /// <summary>How a member may be used; null where it is not listed. What is named wins over what a pattern covers.</summary>
    internal Use? Find(string name, int parameters)
    {
        var matches = Members.Where(member => member.Matches(name, parameters)).ToList();
        foreach (var match in matches)
            match.Used = true;
        if (matches.Count == 0 || matches.Any(member => member.IsExclusion))
            return null;
        return matches.OrderBy(member => member.Pattern.EndsWith('*')).First().Use;
    }
}

/// <summary>The readable file that says what a rule may use; its head explains the notation.</summary>
internal sealed partial class Allowlist
{
    private readonly Dictionary<string, TypeEntry> _types = [];

    internal required string File { get; init; }

    internal IEnumerable<TypeEntry> Types => _types.Values;

    internal TypeEntry? Find(string fullName) => _types.GetValueOrDefault(fullName);

    internal void Add(TypeEntry entry) => _types.TryAdd(entry.FullName, entry);

    internal static Allowlist Read(string file)
    {
        var allowlist = new Allowlist { File = file };
        var scope = "";
        var number = 0;
        foreach (var line in System.IO.File.ReadLines(file))
        {
            number++;
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["namespace", var name])
                scope = name;
            else if (words.Length > 0)
                allowlist.Read(scope, words, number);
        }

        return allowlist;
    }

    private void Read(string scope, string[] words, int line)
    {
        var (type, use) = Marked(words[0]);
        var fullName = $"{scope}.{Arity().Replace(type, match => $"`{match.Length - 1}").Replace('.', '/')}";
        if (!_types.TryGetValue(fullName, out var entry))
            _types.Add(fullName, entry = new TypeEntry(fullName, use, line));
        else if (entry.Use != use)
            throw new AllowlistException(File, $"{fullName} is marked in another way on line {entry.Line}.", line);

        foreach (var word in words[1..])
        {
            var isExclusion = word[0] == '-';
            var (name, memberUse) = Marked(isExclusion ? word[1..] : word);
            var slash = name.IndexOf('/');
            entry.Members.Add(new MemberEntry(
                slash < 0 ? name : name[..slash], slash < 0 ? null : int.Parse(name[(slash + 1)..]), memberUse, isExclusion, line));
        }
    }

    private static (string Name, Use Use) Marked(string word) => word[0] switch
    {
        '!' => (word[1..], Use.Compiler),
        '~' => (word[1..], Use.Opaque),
        _ => (word, Use.Rule),
    };

    [GeneratedRegex("<,*>")]
    private static partial Regex Arity();
}
