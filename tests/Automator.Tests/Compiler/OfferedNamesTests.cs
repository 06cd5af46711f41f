using System.Reflection;
using System.Text.RegularExpressions;
using Automator.Host.Rules;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis.CSharp;

namespace Automator.Tests.Compiler;

/// <summary>Completion against the lock file of the allowlist: nothing is offered that is not listed, and what is listed is.</summary>
[Collection(nameof(CompletionFixture))]
public sealed partial class OfferedNamesTests(CompletionFixture completer)
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly IReadOnlyList<Listed> ForRules =
        [.. AllowLock.Lines.Except(AllowLock.CompilerLines).Select(Listed.Of).Where(listed => !AllowLock.CompilerTypes.Contains(listed.Type))];

    /// <summary>At every fourth name of each shipped rule: what may stand there is listed, or of the Sdk, or the rule's own, or C#.</summary>
    [Fact]
    public async Task WhateverIsOffered_IsInTheReferencesOrInTheFile()
    {
        var known = Known();
        List<string> wrong = [];
        var asked = 0;
        foreach (var file in Directory.EnumerateFiles(Repository.At("rules"), "*.csx").Order(StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            var own = Identifier().Matches(text).Select(match => match.Value).ToHashSet();
            foreach (var place in Identifier().Matches(text).Where((_, n) => n % 4 == 0))
            {
                var answer = await completer.Ask(new CompletionRequest
                {
                    Question = CompletionQuestion.Items,
                    Source = CompilerFixture.Request(text),
                    Position = place.Index,
                });
                asked += answer.Items.Count;
                wrong.AddRange(answer.Items
                    .Where(item => item.Kind is not (CompletionKind.Keyword or CompletionKind.Variable or CompletionKind.TypeParameter or CompletionKind.Namespace)
                        && Names(item).Any(name => !known.Contains(name) && !own.Contains(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None))
                    .Select(item => $"{Path.GetFileName(file)}:{place.Index} {item.Kind} {item.Label}"));
            }
        }

        asked.ShouldBeGreaterThan(10_000);
        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryStaticMemberThatIsListed_IsOfferedAndNoOther()
    {
        var types = ForRules.Where(listed => listed.IsStatic && !listed.Type.Contains('`') && !listed.Type.Contains('/')).Select(listed => listed.Type).Distinct().ToList();
        types.Count.ShouldBeGreaterThan(30);
        List<string> wrong = [];
        foreach (var type in types)
        {
            var offered = (await completer.Labels($"{type}.|")).Select(label => label.Split('<')[0]).ToHashSet();
            var listed = Members(type, isStatic: true);
            wrong.AddRange(listed.Where(name => !offered.Contains(name)).Select(name => $"{type}.{name} is listed and not offered"));
            wrong.AddRange(offered.Where(name => !listed.Contains(name) && !Inherited(type).Contains(name)).Select(name => $"{type}.{name} is offered and not listed"));
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("System.String", "string")]
    [InlineData("System.DateOnly", "DateOnly")]
    [InlineData("System.DateTimeOffset", "DateTimeOffset")]
    [InlineData("System.TimeSpan", "TimeSpan")]
    [InlineData("System.Collections.Generic.List`1", "List<int>")]
    [InlineData("System.Collections.Generic.Dictionary`2", "Dictionary<string, int>")]
    [InlineData("System.Text.RegularExpressions.Match", "System.Text.RegularExpressions.Match")]
    public async Task EveryMemberOfAValueThatIsListed_IsOffered(string type, string name)
    {
        var offered = (await completer.Labels($"void F({name} value) {{ value.| }}")).Select(label => label.Split('<')[0]).ToHashSet();

        var listed = Members(type, isStatic: false);
        listed.Count.ShouldBeGreaterThan(2);
        listed.Where(member => !offered.Contains(member)).ShouldBeEmpty();
    }

    private static HashSet<string> Inherited(string type)
    {
        HashSet<string> names = [.. Members("System.Object", isStatic: true)];
        for (var above = Type.GetType(type)?.BaseType; above is not null; above = above.BaseType)
            names.UnionWith(Members(above.FullName!, isStatic: true));
        return names;
    }

    /// <summary>As they stand in code: no operators, constructors and accessors, and nothing that editors are told to hide.</summary>
    private static HashSet<string> Members(string type, bool isStatic) =>
    [
        .. ForRules.Where(listed => listed.Type == type && listed.IsStatic == isStatic && listed.Member is not null)
            .Select(listed => listed.Member!)
            .Where(name => name is not ("get_Item" or "set_Item" or "get_Chars" or "Deconstruct" or "OnDeserialization" or "GetObjectData") && !name.StartsWith("op_", StringComparison.Ordinal) && !name.StartsWith('.') && !name.Contains('.'))
            .Select(Plain),
    ];

    private static HashSet<string> Known()
    {
        var names = ForRules.SelectMany(listed => new[] { Short(listed.Type), listed.Member is null ? null : Plain(listed.Member) }).OfType<string>().ToHashSet();
        names.UnionWith(typeof(Rule).Assembly.GetExportedTypes().SelectMany(type => type.GetMembers(Everything).Where(IsPublic).Select(member => member.Name).Append(Short(type.Name))));
        return names;
    }

    private static bool IsPublic(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily,
        FieldInfo field => field.IsPublic,
        PropertyInfo property => property.GetMethod?.IsPublic == true || property.SetMethod?.IsPublic == true,
        _ => true,
    };

    /// <summary>The names in an item; an operator has none.</summary>
    private static IEnumerable<string> Names(Completion item) => Identifier().Matches(item.Label).Select(match => match.Value);

    private static string Plain(string member) => Accessor().Replace(member, "").Split('`')[0];

    private static string Short(string type) => type.Split('.', '/')[^1].Split('`')[0];

    [GeneratedRegex("^(get_|set_|add_|remove_)")]
    private static partial Regex Accessor();

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]*")]
    private static partial Regex Identifier();

    /// <summary>A line of the lock file.</summary>
    private sealed record Listed(string Type, string? Member, bool IsStatic)
    {
        internal static Listed Of(string line)
        {
            var (type, member) = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split("::") is [var owner, var rest] ? (owner, rest) : (line.Split(' ')[1], null);
            return new Listed(type, member?.Split('(', ' ')[0], member?.Contains(" : static ", StringComparison.Ordinal) == true);
        }
    }
}
