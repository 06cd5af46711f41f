using Automator.Sdk.Protocol;

namespace Automator.Compiler;

/// <summary>Answers request after request until the host closes the pipe.</summary>
internal static class Serving
{
    /// <summary>Touches what most rules touch: the first compilation of a process takes over a second, later ones hundredths.</summary>
    private const string WarmUp =
        """
        Rule.Describe("Warms up the compiler.");
        record Line(string Name, int Count);
        On.Demand(async () =>
        {
            var lines = new List<Line>();
            await foreach (var item in Basecamp.TodoItems(open: true))
                lines.Add(new Line(item.Content, item.Content.Length));
            foreach (var group in lines.GroupBy(line => line.Count).OrderBy(group => group.Key))
                Log.Info($"{group.Key}: {string.Join(", ", group.Select(line => line.Name))}");
        }, new() { Name = "warm" });
        """;

    internal static int Run(Stream input, Stream output, bool isConfined)
    {
        var pipe = new FramePipe<CompileRequest, CompileAnswer>(
            input, output, CompilationJson.Default.CompileRequest, CompilationJson.Default.CompileAnswer, FramePipe<CompileRequest, CompileAnswer>.DefaultMaximumLength);
        Warm(isConfined);
        // The host waits for it: what comes now is counted against the file alone.
        pipe.Write(new CompileAnswer());
        while (pipe.Read() is { } request)
            pipe.Write(Answer(request));
        return 0;
    }

    /// <summary>All that comes before the first request, its filter included.</summary>
    internal static void Warm(bool isConfined)
    {
        RuleCompiler.Compile(new CompileRequest
        {
            Kind = CompileKind.Rule,
            Path = "/warm.csx",
            Sources = new Dictionary<string, string> { ["/warm.csx"] = WarmUp },
        });

        if (isConfined)
            Closing.Close(isCompleting: false);
    }

    /// <summary>A border: a fault inside Roslyn is an error of the one file, and the warm process lives on.</summary>
    private static CompileAnswer Answer(CompileRequest request)
    {
        try
        {
            return RuleCompiler.Compile(request);
        }
        catch (Exception e)
        {
            return new CompileAnswer
            {
                Errors =
                [
                    new SourceError
                    {
                        File = request.Path,
                        Code = "RULE005",
                        Message = $"The compiler failed on this file ({e.GetType().Name}: {e.Message}). Write it in another way, and please report it.",
                    },
                ],
            };
        }
    }
}
