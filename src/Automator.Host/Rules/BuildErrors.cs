using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>What a build says beyond the compiler's own errors (RULE0xx its source gate, RULE1xx its process).</summary>
internal static class BuildErrors
{
    internal const string NoHandlerCode = "RULE206";

    /// <summary>Over this source the compiler was stopped, or died.</summary>
    internal static bool IsStopped(SourceError error) => error.Code is "RULE102" or "RULE103" or "RULE104";

    internal static SourceError Refused(string file, string refusal) =>
        Of(file, 1, "RULE201", $"The compiled rule contains what rules may not have. {refusal}");

    internal static SourceError Threw(string file, int line, RuleError error) =>
        Of(file, line, "RULE202", $"The top level threw {error.Type[(error.Type.LastIndexOf('.') + 1)..]}: {error.Message}{(error.Type == typeof(OutOfMemoryException).FullName ? " Keep less in memory at once." : "")}");

    internal static SourceError TookTooLong(string file, TimeSpan deadline) =>
        Of(file, 1, "RULE203", $"The top level ran for more than {deadline.TotalSeconds:0.#} s and was stopped. It is there to register handlers: move the work into one.");

    internal static SourceError WorkerEnded(string file, string words) =>
        Of(file, 1, "RULE204", $"The worker process did not survive the rule's top level. {words}");

    internal static SourceError NoWorker(string file, string words) =>
        Of(file, 1, "RULE205", $"No worker process could be started to look at the rule; it is tried again. {words}");

    internal static SourceError NoHandler(string file) =>
        Of(file, 1, NoHandlerCode, "The rule registers no handler, so nothing would ever run it. Add one, like On.Schedule(\"@daily\", async () => { … }).");

    internal static SourceError BadHandler(string file, HandlerDefinition handler, string words) =>
        Of(file, handler.Line, "RULE207", words);

    internal static SourceError BadRegistration(string file, string words) =>
        Of(file, 1, "RULE208", $"What the rule registered cannot be taken: {words}");

    internal static SourceError Unreadable(string file, string words) =>
        Of(file, 1, "RULE209", $"The file cannot be read: {words}");

    internal static SourceError NameTaken(string file, RuleName other) =>
        Of(file, 1, "RULE210", $"Another rule is called '{other}', which differs only in upper and lower case. Rename one of the two files.");

    internal static SourceError BadName(string file, string words) => Of(file, 1, "RULE211", words);

    internal static SourceError Stumbled(string file, Exception e) =>
        Of(file, 1, "RULE212", $"Automator could not look at the file ({e.GetType().Name}: {e.Message}). This is a fault of Automator, not of the rule.");

    private static SourceError Of(string file, int line, string code, string message) =>
        new() { File = file, Line = Math.Max(1, line), EndLine = Math.Max(1, line), Code = code, Message = message };
}
