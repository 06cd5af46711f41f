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

    /// <summary>As if a person stopped the command as soon as it says something.</summary>
    internal async Task<Said> StoppedWhenItSays(string line, params string[] words)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StoppingWriter(line, stop);
        using var error = new StringWriter();
        var exit = await CommandLine.Run(
            [.. words, "--config", Place.Config], new Terminal { In = TextReader.Null, Out = output, Error = error }, stop.Token);
        return new Said(exit, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

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

    private sealed class StoppingWriter(string line, CancellationTokenSource stop) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value == line)
                await stop.CancelAsync();
        }
    }
}

internal sealed record Said(int Exit, string Out, string Error);
