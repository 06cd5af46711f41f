using System.Runtime.CompilerServices;
using System.Text.Json;
using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// What a rule runs on. Each call registers one handler, at the top level of the file; the handler comes second, options last.
/// A handler is known by its trigger and its place among the rule's handlers of that trigger (<c>schedule-1</c>), or by the
/// name its options give.
/// </summary>
public static partial class On
{
    /// <summary>Runs at the times of a cron expression, in the account's zone unless the options name another.</summary>
    /// <param name="cron">
    /// Five fields (minute, hour, day of month, month, day of week) or six (seconds first), or one of <c>@hourly</c>,
    /// <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>. Day of month and day of week together mean both.
    /// </param>
    /// <param name="handler">What to do. A fire that comes while the last one still runs is skipped, unless the options say otherwise.</param>
    /// <param name="options">Name, zone, and what to do about fires that were missed, or that come while the last one runs.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void Schedule(string cron, Func<Task> handler, ScheduleOptions? options = null, [CallerLineNumber] int line = 0)
    {
        options ??= new ScheduleOptions();
        Ambient.Registering(nameof(On)).Add(
            new HandlerDefinition
            {
                Trigger = Trigger.Schedule,
                Name = options.Name,
                Line = line,
                Cron = Required.Text(cron, nameof(cron)),
                Zone = options.Zone,
                Misfire = options.Misfire,
                MisfireWithin = options.MisfireWithin is { } within ? Required.Positive(within, nameof(options.MisfireWithin)) : null,
                SkipHolidays = options.SkipHolidays,
                Jitter = options.Jitter is { } jitter ? Required.AtMostADay(jitter, nameof(options.Jitter)) : null,
                Overlap = options.Overlap,
                AtMost = Required.Positive(options.AtMost, nameof(options.AtMost)),
            },
            Invocation(handler));
    }

    /// <summary>
    /// Runs after each run of another rule on the same account, once, also where the host was down in between. Costs no requests. A dry run
    /// is followed by nothing. Rules that run after each other come to an end: a run that is the sixth of a chain is not started, and
    /// listed with that reason.
    /// </summary>
    /// <param name="rule">The other rule's name: its path below the rules folder without <c>.csx</c>.</param>
    /// <param name="handler">Receives how the run ended.</param>
    /// <param name="options">A name for the handler, after which ends it runs, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void After(string rule, Func<EndedRun, Task> handler, AfterOptions? options = null, [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new AfterOptions();
        Ambient.Registering(nameof(On)).Add(
            new HandlerDefinition
            {
                Trigger = Trigger.After,
                Name = options.Name,
                Line = line,
                AfterRule = Required.Text(rule, nameof(rule)),
                AfterRuns = options.When,
                Overlap = options.Overlap,
                AtMost = Required.Positive(options.AtMost, nameof(options.AtMost)),
            },
            payload => handler(Payload.Read<EndedRun>(payload)));
    }

    /// <summary>
    /// Runs when another program calls the webhook, once for each call: a POST to <c>/hooks/ACCOUNT/NAME</c> at the host, with the secret that
    /// <c>automator.json</c> names for it under <c>hooks</c>. What is sent is not looked at.
    /// </summary>
    /// <param name="name">The webhook's: letters, digits, <c>-</c> and <c>_</c>, at most 100. Several rules may listen to one.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="options">A name for the handler, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void Webhook(string name, Func<Task> handler, WebhookOptions? options = null, [CallerLineNumber] int line = 0) =>
        Webhook(name, takes: null, options, line, Invocation(handler));

    /// <summary>
    /// Runs when another program calls the webhook, with the JSON that it sends, once for each call: a POST to <c>/hooks/ACCOUNT/NAME</c> at the
    /// host, with the secret that <c>automator.json</c> names for it under <c>hooks</c>.
    /// </summary>
    /// <param name="name">The webhook's: letters, digits, <c>-</c> and <c>_</c>, at most 100. Several rules may listen to one.</param>
    /// <param name="handler">
    /// Receives the JSON as what it asks for: a number, text, a date, or a record, list or dictionary (by text) of these, as
    /// <see cref="State"/> keeps them. Of a record it is given what has the names of its members, and nothing of the rest. A run that is
    /// given something else fails before its first call.
    /// </param>
    /// <param name="options">A name for the handler, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void Webhook<T>(string name, Func<T, Task> handler, WebhookOptions? options = null, [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Webhook(name, TypeNames.Of(typeof(T)), options, line, payload => handler(Payload.ReadValue<T>(payload, ValueFit.Whole)));
    }

    private static void Webhook(string name, string? takes, WebhookOptions? options, int line, Func<JsonElement?, Task> invoke)
    {
        options ??= new WebhookOptions();
        Ambient.Registering(nameof(On)).Add(
            new HandlerDefinition
            {
                Trigger = Trigger.Webhook,
                Name = options.Name,
                Line = line,
                Webhook = WebhookName.IsOne(name) ? name : throw new ArgumentException($"A webhook's name is {WebhookName.Words}.", nameof(name)),
                Takes = takes,
                Overlap = options.Overlap,
                AtMost = Required.Positive(options.AtMost, nameof(options.AtMost)),
            },
            invoke);
    }

    /// <summary>Runs when a person asks: <c>automator run RULE</c>, or <c>:run RULE</c> in the console.</summary>
    /// <param name="handler">What to do.</param>
    /// <param name="options">A name for the handler, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void Demand(Func<Task> handler, DemandOptions? options = null, [CallerLineNumber] int line = 0) =>
        Demand(takes: null, options, line, Invocation(handler));

    /// <summary>Runs when a person asks, with what that person gives it: <c>automator run RULE --payload FILE</c>.</summary>
    /// <param name="handler">
    /// Receives the JSON of the file as what it asks for: a number, text, a date, or a record, list or dictionary (by text) of these, as
    /// <see cref="State"/> keeps them. A run that is given something else fails before its first call.
    /// </param>
    /// <param name="options">A name for the handler, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void Demand<T>(Func<T, Task> handler, DemandOptions? options = null, [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Demand(TypeNames.Of(typeof(T)), options, line, payload => handler(Payload.ReadValue<T>(payload, ValueFit.Exact)));
    }

    private static void Demand(string? takes, DemandOptions? options, int line, Func<JsonElement?, Task> invoke)
    {
        options ??= new DemandOptions();
        Ambient.Registering(nameof(On)).Add(
            new HandlerDefinition
            {
                Trigger = Trigger.Demand,
                Name = options.Name,
                Line = line,
                Takes = takes,
                Overlap = options.Overlap,
                AtMost = Required.Positive(options.AtMost, nameof(options.AtMost)),
            },
            invoke);
    }

    private static Func<JsonElement?, Task> Invocation(Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _ => handler();
    }
}
