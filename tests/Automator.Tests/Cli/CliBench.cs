using Automator.Host.Cli;
using Automator.Tests.EndToEnd;

namespace Automator.Tests.Cli;

/// <summary>The whole command line in this process, on a workplace of its own, with no host running.</summary>
public sealed class CliBench : IDisposable
{
    internal const string Good = "Rule.Describe(\"Says hello.\"); On.Demand(async () => { var me = await Basecamp.Me(); Log.Info($\"hello {me.Id > 0}\"); Log.Warn(\"careful\"); });";

    internal const string Broken = "On.Demand(() =>\n{\n    Oops();\n    return Task.CompletedTask;\n});";

    /// <summary>Rules that are written once, since each compilation costs.</summary>
    public CliBench()
    {
        Place.Rule("good", Good);
        Place.Rule("broken", Broken);
        Place.Rule("creates", "On.Demand(async () => { var p = await Basecamp.CreateProject(\"New\"); Log.Info($\"{p.Id}\"); }); On.ProjectCreated(p => { Log.Info(p.Name); return Task.CompletedTask; });");
        Place.Rule("throws", "On.Schedule(\"0 3 * * *\", () => throw new InvalidOperationException(\"no\"), new() { Zone = \"Europe/Berlin\" });");
    }

    internal Workplace Place { get; } = new("empty");

    internal string File(string rule) => Place.At(Path.Combine("rules", $"{rule}.csx"));

    /// <summary>With the workplace's configuration unless the words name another.</summary>
    internal Task<Said> Run(params string[] words) => RunWith("", words);

    internal async Task<Said> RunWith(string input, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] arguments = words.Contains("--config") ? words : [.. words, "--config", Place.Config];
        var exit = await CommandLine.Run(
            arguments, new Terminal { In = new StringReader(input), Out = output, Error = error }, TestContext.Current.CancellationToken);
        return new Said(exit, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    public void Dispose() => Place.Dispose();
}

internal sealed record Said(int Exit, string Out, string Error);
