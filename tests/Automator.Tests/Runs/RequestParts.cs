using Automator.Emulator.Control;

namespace Automator.Tests.Runs;

/// <summary>A run's requests, part by part: between the parts stands one that nothing else makes.</summary>
internal static class RequestParts
{
    /// <summary>What a rule calls before each part.</summary>
    internal const string Between = """
        async Task Between()
        {
            try { await Basecamp.Comment(999999); }
            catch (NotFoundException) { }
        }
        """;

    private const string Asked = "GET /comments/999999.xml";

    /// <summary>What comes before the first is no part.</summary>
    internal static List<List<RequestEntry>> Of(EmulatedRun run)
    {
        var parts = new List<List<RequestEntry>>();
        foreach (var request in run.Requests.SkipWhile(request => EmulatedRun.Words(request) != Asked))
        {
            if (EmulatedRun.Words(request) == Asked)
                parts.Add([]);
            else
                parts[^1].Add(request);
        }

        return parts;
    }
}
