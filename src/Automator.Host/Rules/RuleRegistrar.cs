using System.ComponentModel;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>How a rule's top level ended: a definition, or an error.</summary>
internal sealed record Registration
{
    public RuleDefinition? Rule { get; init; }

    public SourceError? Error { get; init; }

    public bool MayRetry { get; init; }
}

/// <summary>Runs the top level of an image once, in a worker, to learn what the rule registers.</summary>
internal sealed class RuleRegistrar(Lanes lanes, TimeProvider time)
{
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    internal async Task<Registration> Register(string file, string hash, byte[] dll, byte[] pdb, CancellationToken cancellation)
    {
        while (true)
        {
            Lane lane;
            try
            {
                lane = await lanes.Rent(cancellation);
            }
            catch (Exception e) when (e is LaneException or FileNotFoundException or Win32Exception)
            {
                return new Registration { Error = BuildErrors.NoWorker(file, e.Message), MayRetry = true };
            }

            if (await In(lane, file, hash, dll, pdb, cancellation) is { } registration)
                return registration;
        }
    }

    /// <returns>Null when the worker was spoilt by what it was at before: another is to be asked.</returns>
    private async Task<Registration?> In(Lane lane, string file, string hash, byte[] dll, byte[] pdb, CancellationToken cancellation)
    {
        var healthy = false;
        try
        {
            var frame = await Exchange(lane, hash, dll, pdb, cancellation);
            healthy = frame is RuleRegistered { Turn: var registered } && registered == lane.Turn || frame is RunEnded { Turn: var ended } && ended == lane.Turn;
            return healthy || !lane.IsUsed ? Read(file, frame, healthy) : null;
        }
        catch (Exception e) when (e is LaneException or OperationCanceledException && lane.IsUsed && !cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (LaneException e)
        {
            return new Registration { Error = BuildErrors.WorkerEnded(file, e.Message) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Registration { Error = BuildErrors.TookTooLong(file, Deadline) };
        }
        finally
        {
            await lanes.Return(lane, healthy);
        }
    }

    private async Task<WorkerFrame> Exchange(Lane lane, string hash, byte[] dll, byte[] pdb, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        // A worker that does not read blocks the writer, and only its end frees it.
        using var killed = either.Token.Register(lane.Kill);
        try
        {
            await Task.Run(
                () =>
                {
                    lane.Load(hash, dll, pdb);
                    lane.Send(new RegisterRule { ImageHash = hash, Turn = lane.Turn });
                },
                CancellationToken.None);
            return await lane.Receive(either.Token);
        }
        catch (LaneException) when (either.IsCancellationRequested)
        {
            throw new OperationCanceledException(either.Token);
        }
    }

    private static Registration Read(string file, WorkerFrame frame, bool isInTurn) => frame switch
    {
        _ when !isInTurn => new Registration { Error = BuildErrors.WorkerEnded(file, $"It answered with {frame.GetType().Name} out of its turn.") },
        RuleRegistered { Rule: { } rule } => new Registration { Rule = rule },
        RunEnded { Error: { } error } => new Registration { Error = Threw(file, error) },
        _ => new Registration { Error = BuildErrors.WorkerEnded(file, $"It answered with {frame.GetType().Name}.") },
    };

    /// <summary>Where the error arose in the rule's own files; frames are written <c>file(line)</c>.</summary>
    private static SourceError Threw(string file, RuleError error)
    {
        var innermost = error.Frames is [{ } first, ..] ? first : "";
        var open = innermost.LastIndexOf('(');
        return open > 0 && int.TryParse(innermost.AsSpan(open + 1).TrimEnd(')'), out var line)
            ? BuildErrors.Threw(innermost[..open], line, error)
            : BuildErrors.Threw(file, 1, error);
    }
}
