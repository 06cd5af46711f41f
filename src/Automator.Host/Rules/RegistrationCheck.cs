using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>A registration comes out of a worker, which is not trusted: it is taken only in the shape the Sdk gives it.</summary>
internal static class RegistrationCheck
{
    private const int MostHandlers = 200;
    private const int LongestName = 200;
    private const int LongestText = 4_000;

    /// <summary>What is wrong with it, in words; null when it can be taken.</summary>
    internal static string? Refusal(RuleDefinition rule)
    {
        if (rule.Handlers is null || rule.FormerNames is null || rule.Limits is null || rule.Only?.Projects is null || rule.Only.Kinds is null || rule.Handlers.Any(handler => handler is null))
            return "it is not whole.";
        if (rule.Handlers.Count > MostHandlers)
            return $"it registers {rule.Handlers.Count:N0} handlers; a rule has at most {MostHandlers}.";
        if (rule.Description?.Length > LongestText || rule.Owner?.Length > LongestText)
            return $"a description has at most {LongestText:N0} characters.";
        if (rule.FormerNames.Count > MostHandlers)
            return $"it names {rule.FormerNames.Count:N0} former names; a rule has at most {MostHandlers}.";
        if (rule.FormerNames.Any(name => !IsName(name)))
            return $"a former name has 1 to {LongestName} characters.";
        if (rule.Only.Projects.Count > MostHandlers || rule.Only.Projects.Any(name => !IsName(name)) || rule.Only.Kinds.Any(kind => !Enum.IsDefined(kind)))
            return $"Rule.Only names at most {MostHandlers} projects, by 1 to {LongestName} characters each, and kinds there are.";
        if (rule.Handlers.FirstOrDefault(handler => !IsName(handler.Key) || !Enum.IsDefined(handler.Trigger)) is { } nameless)
            return $"the name of the handler in line {nameless.Line} has more than {LongestName} characters.";
        if (rule.Handlers.FirstOrDefault(handler => handler.Trigger == Trigger.Webhook ? !WebhookName.IsOne(handler.Webhook) : handler.Webhook is not null) is { } unhooked)
            return $"the handler in line {unhooked.Line} names no webhook, or one whose name is not {WebhookName.Words}.";
        if (rule.Handlers.GroupBy(handler => handler.Key).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"two handlers are called '{twice.Key}'.";
        return rule.Limits is { Reads: > 0, Writes: >= 0, Calls: > 0 } && rule.Limits.Time > TimeSpan.Zero && rule.Limits.Processor > TimeSpan.Zero
            ? null
            : "a limit is zero or less.";
    }

    private static bool IsName(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName;
}
