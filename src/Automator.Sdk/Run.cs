namespace Automator.Sdk;

/// <summary>The run itself. Costs no requests.</summary>
public static class Run
{
    /// <summary>The run's id, as <c>automator runs</c> shows it.</summary>
    public static string Id => Ambient.Running(nameof(Run)).Facts.RunId;

    /// <summary>The name in <c>automator.json</c> of the account it runs on. <see cref="Basecamp.Account"/> asks the account for its own.</summary>
    public static string Account => Ambient.Running(nameof(Run)).Facts.Account;

    /// <summary>True when nothing the rule does changes the account.</summary>
    public static bool IsDry => Ambient.Running(nameof(Run)).Facts.Dry;

    /// <summary>A random number from 0 up to below <paramref name="below"/>, the same again when the run is repeated.</summary>
    /// <param name="below">Greater than zero.</param>
    public static int Random(int below) => Ambient.Running(nameof(Run)).Random.Next(Required.Positive(below, nameof(below)));

    /// <summary>A new id, unique to this run and the same again when the run is repeated.</summary>
    public static Guid NewId() => Ambient.Running(nameof(Run)).NewId();
}
