using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>Rules to begin with, one for each trigger: each does something to look at in a dry run. They are files in <c>Starters</c>.</summary>
internal static class StarterText
{
    internal static string Of(Trigger trigger)
    {
        using var stream = typeof(StarterText).Assembly.GetManifestResourceStream($"Starters/{trigger.ToName()}.csx")
            ?? throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "A trigger without a starter.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
