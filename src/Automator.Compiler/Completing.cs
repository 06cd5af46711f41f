using Automator.Sdk.Protocol;

namespace Automator.Compiler;

/// <summary>The mode that completes: answers what may stand where until the host closes the pipe.</summary>
internal static class Completing
{
    private const string Path = "/warm.csx";

    /// <summary>Touches what most people ask for. Whatever loads a file must be asked here, since none is opened afterwards.</summary>
    private const string WarmUp =
        """
        record Line(string Name, int Count);
        class Own : Exception { override | }
        On.Demand(async () =>
        {
            var lines = new List<Line> { new(Name: "", |) };
            await foreach (var item in Basecamp.|)
                lines.Add(new |);
            |
        });
        """;

    internal static int Run(Stream input, Stream output, bool isConfined)
    {
        var pipe = new FramePipe<CompletionRequest, CompletionAnswer>(
            input, output, CompilationJson.Default.CompletionRequest, CompilationJson.Default.CompletionAnswer,
            FramePipe<CompletionRequest, CompletionAnswer>.DefaultMaximumLength);
        var completer = Warm(isConfined);
        // As the mode that compiles does.
        pipe.Write(new CompletionAnswer());
        // Blocking keeps the work on this thread and its stack, as far as Roslyn lets it.
        while (pipe.Read() is { } request)
            pipe.Write(Answer(completer, request));
        return 0;
    }

    internal static Completer Warm(bool isConfined)
    {
        var completer = new Completer();
        var parts = WarmUp.Split('|');
        var source = new CompileRequest { Kind = CompileKind.Rule, Path = Path, Sources = new Dictionary<string, string> { [Path] = string.Concat(parts) } };
        var position = 0;
        foreach (var part in parts.SkipLast(1))
        {
            position += part.Length;
            var request = new CompletionRequest { Question = CompletionQuestion.Items, Source = source, Position = position };
            var items = completer.Answer(request).Items;
            completer.Answer(request with { Question = CompletionQuestion.Describe, Label = items is [{ Label: var label }, ..] ? label : null });
            completer.Answer(request with { Question = CompletionQuestion.Hover });
            completer.Answer(request with { Question = CompletionQuestion.Signatures });
        }

        if (isConfined)
            Closing.Close(isCompleting: true);
        return completer;
    }

    /// <summary>A border: a fault inside Roslyn is an answer of nothing, and the warm process lives on.</summary>
    private static CompletionAnswer Answer(Completer completer, CompletionRequest request)
    {
        try
        {
            return completer.Answer(request);
        }
        catch (Exception e)
        {
            return new CompletionAnswer { Refusal = $"The compiler failed on this file ({e.GetType().Name}: {e.Message})." };
        }
    }
}
