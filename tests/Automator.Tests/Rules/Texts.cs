namespace Automator.Tests.Rules;

/// <summary>Rules as short as they can be.</summary>
internal static class Texts
{
    internal const string Quiet = "On.Demand(async () => { await Basecamp.Me(); });";
    internal const string Other = "Rule.Describe(\"Other.\");\nOn.Demand(async () => { await Basecamp.Me(); });";
    internal const string Commenting = "On.TodoItemCompleted(async todo => { await todo.Comment(\"Done.\"); });";
    internal const string Broken = "On.Demand(async () => {";
    internal const string Loading = "#load \"_words.csx\"\nOn.Demand(async () => { Log.Info(Greeting()); await Basecamp.Me(); });";
    internal const string Helper = "string Greeting() => \"Hello\";";

    internal static string Described(int number) => $"Rule.Describe(\"Number {number}.\");\n{Quiet}";
}
