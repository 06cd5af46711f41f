using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// What a rule says about itself. Every member belongs at the top level of the file and costs no requests.
/// </summary>
public static class Rule
{
    /// <summary>Says in a sentence what the rule does. Shown by <c>automator rules</c> and in the run log.</summary>
    /// <param name="text">One or two plain sentences.</param>
    public static void Describe(string text) => Ambient.Registering(nameof(Rule)).Description = Required.Text(text, nameof(text));

    /// <summary>Names who answers for the rule: a person, a team or an address.</summary>
    /// <param name="name">Shown wherever the rule is shown.</param>
    public static void Owner(string name) => Ambient.Registering(nameof(Rule)).Owner = Required.Text(name, nameof(name));

    /// <summary>
    /// Lowers or raises what one run may spend. A run that reaches a limit ends as "limit reached", before the call that
    /// would have passed it is made. What is left out keeps its default.
    /// </summary>
    /// <param name="reads">GET requests; 10,000 by default.</param>
    /// <param name="writes">Requests that change the account; 500 by default.</param>
    /// <param name="calls">Calls of <see cref="Basecamp"/>, <see cref="State"/> and <see cref="Clock.Delay"/>; 10,000 by default.</param>
    /// <param name="time">
    /// From the run's start to its end, waiting for answers included; 30 minutes by default. It is counted anew when a run goes on after
    /// a delay of more than 30 seconds, or after the host was started again.
    /// </param>
    /// <param name="processor">What the rule's own code may compute, waiting not included; 1 minute by default. Counted anew likewise.</param>
    public static void Limit(int? reads = null, int? writes = null, int? calls = null, TimeSpan? time = null, TimeSpan? processor = null)
    {
        var rule = Ambient.Registering(nameof(Rule));
        rule.Limits = new RunLimits
        {
            Reads = Required.Positive(reads ?? rule.Limits.Reads, nameof(reads)),
            Writes = Required.NotNegative(writes ?? rule.Limits.Writes, nameof(writes)),
            Calls = Required.Positive(calls ?? rule.Limits.Calls, nameof(calls)),
            Time = Required.Positive(time ?? rule.Limits.Time, nameof(time)),
            Processor = Required.Positive(processor ?? rule.Limits.Processor, nameof(processor)),
        };
    }

    /// <summary>
    /// Keeps what the rule sets in <see cref="State"/> only when the run succeeds, all of it at once. By default each value is kept as
    /// soon as it is set, and stays whatever becomes of the run.
    /// </summary>
    public static void StateAtEnd() => Ambient.Registering(nameof(Rule)).StateAtEnd = true;

    /// <summary>
    /// Says what becomes of a run that ends with a failure of the account which may be gone later
    /// (<see cref="BasecampException.MayRetry"/>). By default it is tried again 3 times: the same run goes on, what it has done stays
    /// done, and only the call that failed is made again. Never past the run's limit of time; an exception of the rule's own code is
    /// not tried again, nor is what the rule catches, nor a dry run.
    /// </summary>
    /// <param name="times">How often at most; 0 for never.</param>
    /// <param name="after">How long the first waits, 1 minute by default; each next one waits twice as long.</param>
    public static void Retry(int times, TimeSpan? after = null)
    {
        var rule = Ambient.Registering(nameof(Rule));
        rule.Retry = new RetryPolicy
        {
            Times = Required.NotNegative(times, nameof(times)),
            After = Required.Positive(after ?? rule.Retry.After, nameof(after)),
        };
    }

    /// <summary>
    /// Keeps the rule from changing anything else, whatever its code does: a run that tries ends as "refused", and nothing is
    /// sent. Reading is not narrowed. With projects it costs 1 request a run that changes something, and 1 or 2 for each
    /// record it changes without having read it.
    /// </summary>
    /// <param name="projects">Exact names of projects: only what is in them is changed. Left out, all.</param>
    /// <param name="kinds">What is changed, whether made, edited or deleted. Left out, everything.</param>
    public static void Only(string[]? projects = null, RecordKind[]? kinds = null)
    {
        var rule = Ambient.Registering(nameof(Rule));
        if (projects is null && kinds is null)
            throw new ArgumentException("Say to what the rule is kept: projects, kinds, or both.");
        if (projects is { Length: 0 } || kinds is { Length: 0 })
            throw new ArgumentException("An empty list would let the rule change nothing. Leave it out, or name something.");
        rule.Only = new RuleScope
        {
            Projects = projects is null ? rule.Only.Projects : [.. projects.Select(name => Required.Text(name, nameof(projects))).Distinct()],
            Kinds = kinds is null ? rule.Only.Kinds : [.. kinds.Distinct()],
        };
    }

    /// <summary>Says that the rule had another name before, so that its <see cref="State"/> stays with it.</summary>
    /// <param name="formerName">The path below the rules folder without <c>.csx</c>, as <c>automator rules</c> showed it.</param>
    public static void Was(string formerName) =>
        Ambient.Registering(nameof(Rule)).FormerNames.Add(Required.Text(formerName, nameof(formerName)));
}
