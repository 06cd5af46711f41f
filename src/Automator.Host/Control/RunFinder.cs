using Automator.Host.Journal;

namespace Automator.Host.Control;

/// <summary>From what a person calls a run to its record in the journal.</summary>
internal sealed class RunFinder(Engine engine)
{
    /// <param name="id">Its id, or the first characters of it.</param>
    /// <exception cref="NoSuchRunException">None begins like this, or more than one does.</exception>
    internal async Task<RunRecord> Find(string id)
    {
        if (engine.Journal.Run(new RunId(id.Trim().ToLowerInvariant())) is { } exact)
            return exact;
        await engine.CatchUp();
        var known = await new RunReports(engine.Runs).Show(id);
        return engine.Journal.Run(new RunId(known.Run))
            ?? throw new NoSuchRunException($"The run {known.Run} is in the log alone: the journal has forgotten it, and nothing can be done with it any more.");
    }
}
