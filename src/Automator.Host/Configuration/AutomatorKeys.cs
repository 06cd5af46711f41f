namespace Automator.Host.Configuration;

/// <summary>The keys of <c>automator.json</c>.</summary>
internal static class AutomatorKeys
{
    private static readonly Key<string> SchemaFile = new(
        "$schema",
        new TextShape<string>("the path or address of a JSON Schema", (string text, Place _, out string value) => (value = text) is not null),
        "Where editors find the schema of this file: automator.schema.json.");

    private static readonly Key<string> Rules = new(
        "rules",
        FolderText.Shape,
        "The folder of the rules, relative to the folder of this file.")
    { Default = "rules" };

    private static readonly Key<string> Data = new(
        "data",
        FolderText.Shape,
        "The folder of the journal, the run log and the emulator's account, relative to the folder of this file. One host at a time uses it.")
    { Default = "data" };

    private static readonly Key<System.Net.IPEndPoint> Listen = new(
        "listen",
        ListenText.Shape,
        "Host and port of the dashboard and the control API. Only addresses of this machine; port 0 takes any free one.")
    { Default = "127.0.0.1:4460" };

    private static readonly Key<int> Workers = new(
        "workers",
        new NumberShape(1, 64),
        "How many worker processes run rules at the same time, at most.")
    { Default = 4 };

    private static readonly Key<SandboxMode> Sandbox = new(
        "sandbox",
        new TextShape<SandboxMode>("\"strict\" or \"process\"", TryParseSandbox, new() { ["enum"] = new System.Text.Json.Nodes.JsonArray("strict", "process") }),
        "\"strict\" runs rules only where the kernel confines the workers (Linux with Landlock and seccomp); \"process\" is content with processes of their own.")
    { Default = "strict" };

    private static readonly Key<TimeSpan> Grace = new(
        "grace",
        DurationShape.Between(TimeSpan.Zero, TimeSpan.FromHours(1)),
        "How long runs in flight may go on when the host stops; what is left then goes on when a host starts again. A duration from 0s to 1h.")
    { Default = "20s" };

    private static readonly Key<JournalSection> Journal = new(
        "journal",
        JournalKeys.Shape,
        "How long the journal keeps what has ended.")
    { Default = new System.Text.Json.Nodes.JsonObject() };

    private static readonly Key<LogOptions> Log = new(
        "log",
        LogKeys.Shape,
        "How long runs stay in the log, by how they ended. A run that has not ended stays.")
    { Default = new System.Text.Json.Nodes.JsonObject() };

    private static readonly Key<IReadOnlyList<AccountOptions>> Accounts = new(
        "accounts",
        new AccountsShape(AccountKeys.Shape),
        "The accounts by name (letters, digits and dashes). Each has a budget, a zone and rules of its own; the workers are shared.")
    { Missing = $"Name one account: {AccountsShape.Example}." };

    internal static ObjectShape<AutomatorOptions> Shape { get; } = new([SchemaFile, Rules, Data, Listen, Workers, Sandbox, Grace, Journal, Log, Accounts], Build)
    {
        Check = Check,
    };

    private static void Check(Values values, Place place)
    {
        if (values.TryGet(Rules, out var rules) && values.TryGet(Data, out var data) && FolderText.IsIn(data, rules))
            place.Of(Data.Name).Wrong("lies in the folder of the rules, where every change is taken for a change of a rule. Keep the two apart.");
        if (values.TryGet(Journal, out var journal) && values.TryGet(Log, out var log))
            JournalKeys.Check(journal, log, place.Of(Journal.Name));
        if (!values.TryGet(Listen, out var listen) || !values.TryGet(Accounts, out var accounts))
            return;
        foreach (var account in accounts.OfType<EmulatorAccountOptions>().Where(account => account.Port != 0 && account.Port == listen.Port))
            place.Of(Listen.Name).Wrong($"has port {listen.Port}, which is the port of the emulator of the account \"{account.Name}\" too. Give one of them another; 0 takes any free one.");
    }

    private static bool TryParseSandbox(string text, Place place, out SandboxMode mode)
    {
        mode = text == "process" ? SandboxMode.Process : SandboxMode.Strict;
        return text is "strict" or "process"
            || place.Wrong($"is {Quoted.Text(text)}, but must be \"strict\" or \"process\".{Nearest.Question(text, ["strict", "process"])}");
    }

    private static AutomatorOptions Build(Values values, Place place) => new()
    {
        Rules = values.Get(Rules),
        Data = values.Get(Data),
        Listen = values.Get(Listen),
        Workers = values.Get(Workers),
        Sandbox = values.Get(Sandbox),
        SandboxIsWritten = values.Has(Sandbox),
        Grace = values.Get(Grace),
        Journal = values.Get(Journal),
        Log = values.Get(Log),
        Accounts = values.Get(Accounts),
    };
}
