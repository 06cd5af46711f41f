namespace Automator.Worker;

/// <summary>Runs a rule's top level, which registers and cannot wait for anything.</summary>
internal static class TopLevel
{
    internal static void Run(Image image)
    {
        var running = image.RunTopLevel();
        if (!running.IsCompleted)
            throw new InvalidOperationException("The top level of a rule cannot wait: move what it awaits into a handler.");
        running.GetAwaiter().GetResult();
    }
}
