using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>What is known of the wire beyond the documentation stands in numbered statements; a test of one begins with its number.</summary>
public sealed partial class FieldNotesTests
{
    [Fact]
    public void EveryStatement_HasATestThatCarriesItsNumber()
    {
        var statements = Statement().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Emulator", "field-notes.md")))
            .Select(match => match.Groups[1].Value.Replace("-", "")).Distinct().ToList();
        var tested = typeof(FieldNotesTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(FieldNotesTests).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
            .Select(method => method.Name.Split('_')[0])
            .ToHashSet();

        statements.Count.ShouldBe(26);
        statements.Where(number => !tested.Contains(number)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\*\*(F-?[0-9LUR]+)\*\*")]
    private static partial Regex Statement();
}
