using System.Threading.Channels;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>
/// What host and worker say to each other in one run. The worker is taken for hostile: a frame out of its turn ends it, one that asks
/// for much at once is read on only as that is done, and one that does not take its answers blocks nobody but itself.
/// </summary>
internal sealed class Conversation(Lane lane, RunBroker broker, RunJournal runJournal)
{
    /// <summary>What an answer may come to that nobody knows yet; it bounds how many are under way at once.</summary>
    private const int AnswerWeight = 512 * 1024;

    private readonly CallRoom _room = new(32 * 1024 * 1024);
    private readonly List<Task> _answering = [];
    private readonly Channel<(HostFrame Frame, int Weight)> _answers =
        Channel.CreateUnbounded<(HostFrame Frame, int Weight)>(new() { SingleReader = true, AllowSynchronousContinuations = true });

    /// <summary>Whether the rule's handler has been invoked, by the worker's word for this turn.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>Never waits for the worker.</summary>
    internal void Cancel(string reason) => _ = Task.Run(() => _answers.Writer.TryWrite((new CancelRun { Reason = reason }, 0)));

    /// <param name="begun">Called when the handler has been invoked.</param>
    /// <param name="ending">Called when the worker says that the run has ended: it may be made to keep its word.</param>
    /// <exception cref="LaneException">The worker is gone, or broke the protocol.</exception>
    internal async Task<RunEnded> ToItsEnd(Action begun, Action ending)
    {
        var saying = Task.Run(Say);
        try
        {
            var ended = await Listen(begun);
            ending();
            return ended;
        }
        catch (LaneException e) when (HasBegun)
        {
            // Nobody waits for its pauses and queries any more.
            broker.Outcome.Stop(RunStatus.Failed, e.Message);
            throw;
        }
        finally
        {
            // An effect that was sent is answered in the journal, whatever became of the worker that asked for it.
            await Task.WhenAll(_answering);
            _answers.Writer.Complete();
            await saying;
        }
    }

    private async Task<RunEnded> Listen(Action begun)
    {
        while (true)
        {
            switch (await lane.Receive(CancellationToken.None))
            {
                case RunStarted started when !HasBegun && started.Turn == lane.Turn:
                    HasBegun = true;
                    begun();
                    break;
                case CallIssued call when HasBegun:
                    await Take(call, lane.LastLength);
                    break;
                case LogWritten line when HasBegun:
                    runJournal.Log(line.Level, line.Text);
                    break;
                case RunEnded ended when ended.Turn == lane.Turn && (HasBegun || ended.Ending != RunEnding.Completed):
                    return ended;
                case var other:
                    throw new LaneException($"The worker broke the protocol: {other.GetType().Name} came out of its turn.");
            }
        }
    }

    private async Task Take(CallIssued call, int length)
    {
        var weight = length + (call.Operation is IQuery or ReadState ? AnswerWeight : 0);
        await _room.Enter(weight);
        _answering.RemoveAll(task => task.IsCompletedSuccessfully);
        _answering.Add(Answer(broker.Handle(call), weight));
    }

    private async Task Answer(Task<AnswerCall> call, int weight) => _answers.Writer.TryWrite((await call, weight));

    /// <summary>
    /// One frame after the other, on the thread that brings the answer: of all that wait for a worker that does not read, one thread does.
    /// </summary>
    private async Task Say()
    {
        var isGone = false;
        await foreach (var (frame, weight) in _answers.Reader.ReadAllAsync())
        {
            try
            {
                if (!isGone)
                    lane.Send(frame);
            }
            catch (LaneException)
            {
                // Whoever reads from the lane notices the same and ends the run.
                isGone = true;
            }
            finally
            {
                _room.Leave(weight);
            }
        }
    }
}
