using System.Text.RegularExpressions;
using Automator.Compiler;
using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Compiler;

/// <summary>What is told to use instead is there, and what is told of as missing is missing.</summary>
public sealed partial class HintsTests
{
    [Fact]
    public void Hints_NameWhatTheSdkHas()
    {
        var named = Hints.All.SelectMany(hint => SdkMember().Matches(hint.Value)).Select(match => match.Value).Distinct().ToList();

        named.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var name in named)
        {
            var parts = name.Split('.');
            var type = typeof(Sdk.Rule).Assembly.GetType($"Automator.Sdk.{parts[0]}").ShouldNotBeNull(name);
            type.GetMember(parts[1]).ShouldNotBeEmpty(name);
        }
    }

    [Fact]
    public void Hints_SpeakOfNothingRulesHave()
    {
        var members = AllowLock.Lines.Except(AllowLock.CompilerLines)
            .Select(line => line[(line.IndexOf(' ') + 1)..].Split("::"))
            .Where(parts => parts.Length == 2)
            .Select(parts => $"{parts[0][(parts[0].LastIndexOf('.') + 1)..].Split('`')[0]}.{Name(parts[1])}")
            .ToHashSet();

        members.Count.ShouldBeGreaterThan(500);
        Hints.All.Select(hint => hint.Key).Where(members.Contains).ShouldBeEmpty();
    }

    private static string Name(string member)
    {
        var name = member.Split('(', ' ')[0].Split('`')[0];
        return name.StartsWith("get_", StringComparison.Ordinal) ? name[4..] : name;
    }

    [GeneratedRegex(@"\b(?:Clock|Run|State|Log|On|Basecamp)\.[A-Z]\w+")]
    private static partial Regex SdkMember();
}
