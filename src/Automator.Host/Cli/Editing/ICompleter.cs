using Automator.Sdk.Protocol;

namespace Automator.Host.Cli.Editing;

/// <summary>Knows what may stand in what is typed. It says why it knows nothing rather than fail.</summary>
internal interface ICompleter
{
    /// <summary>Somebody has begun to type, and may soon ask.</summary>
    void Prepare();

    Task<CompletionAnswer> Complete(string text, int caret);

    /// <summary>About an item, a line or two; empty where there is nothing to say.</summary>
    Task<string> Describe(string text, int caret, Completion item);
}
