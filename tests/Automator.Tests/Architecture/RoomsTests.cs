using System.Text.RegularExpressions;

namespace Automator.Tests.Architecture;

public sealed partial class RoomsTests
{
    /// <summary>Who may name whom. Data flows down this table; an edge that is missing here is a change of the design.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Configuration"] = [],
        ["Processes"] = [],
        ["Journal"] = [],
        ["Budget"] = [],
        ["Basecamp"] = ["Budget"],
        ["Rules"] = ["Processes"],
        ["RunLog"] = ["Journal"],
        ["Broker"] = ["Basecamp", "Budget", "Journal", "Rules"],
        ["Runs"] = ["Basecamp", "Broker", "Budget", "Journal", "Processes", "Rules"],
        ["Triggers"] = ["Basecamp", "Budget", "Journal", "Rules", "Runs"],
        ["Control"] = ["Basecamp", "Broker", "Budget", "Configuration", "Journal", "Processes", "Rules", "RunLog", "Runs", "Triggers"],
        ["Dashboard"] = ["Control", "Journal"],
        ["Editors"] = ["Configuration", "Control", "Rules"],
        ["Cli"] = ["Dashboard", "Editors", "Basecamp", "Broker", "Budget", "Configuration", "Control", "Journal", "Processes", "Rules", "RunLog", "Runs", "Triggers"],
    };

    [Fact]
    public void EveryRoom_NamesOnlyWhatTheTableAllows()
    {
        var broken = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.At("src", "Automator.Host"), "*.cs", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(Repository.At("src", "Automator.Host"), file).Split(Path.DirectorySeparatorChar);
            if (parts.Length < 2 || parts[0] is "bin" or "obj")
                continue;
            if (!Allowed.TryGetValue(parts[0], out var allowed))
            {
                broken.Add($"{parts[0]} is no room of the table");
                continue;
            }

            broken.AddRange(Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)
                .Where(room => room != parts[0] && !allowed.Contains(room))
                .Select(room => $"{string.Join('/', parts)} names {room}"));
        }

        broken.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Rooms_LieInNoCircle()
    {
        var open = Allowed.ToDictionary(pair => pair.Key, pair => pair.Value.ToHashSet());
        while (open.FirstOrDefault(pair => pair.Value.Count == 0).Key is { } free)
        {
            open.Remove(free);
            foreach (var others in open.Values)
                others.Remove(free);
        }

        open.Keys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Automator.Emulator", "Automator.Sdk", "Automator.Host")]
    [InlineData("Automator.Worker", "Automator.Host", "Automator.Emulator")]
    [InlineData("Automator.Compiler", "Automator.Host", "Automator.Emulator")]
    [InlineData("Automator.Sdk", "Automator.Host", "Automator.Worker")]
    [InlineData("Automator.Host", "Microsoft.CodeAnalysis.CSharp", "Automator.Tests")]
    public void Project_ReferencesNeither(string project, string one, string other)
    {
        var references = ProjectReference().Matches(File.ReadAllText(Repository.At("src", project, $"{project}.csproj")))
            .Select(m => m.Groups[1].Value).ToList();

        references.ShouldNotContain(reference => reference.Contains(one) || reference.Contains(other));
    }

    [GeneratedRegex(@"(?:using |[ (<])Automator\.Host\.([A-Z][A-Za-z]+)[;.]")]
    private static partial Regex Using();

    [GeneratedRegex("(?:ProjectReference|PackageReference) Include=\"([^\"]+)\"")]
    private static partial Regex ProjectReference();
}
