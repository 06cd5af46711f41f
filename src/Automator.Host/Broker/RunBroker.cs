using System.Text.Json;
using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>
/// The only way from a rule to the account. Every call of a run passes: is it the next one, has the run been stopped, is
/// it within the run's limits, may this image do it; then a query goes to the account, an effect to the journal first and
/// to the account after. What comes from the worker is taken for hostile.
/// </summary>
internal sealed class RunBroker : IDisposable
{
    /// <summary>What a timer can wait; the run's time limit comes sooner.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(49);

    private readonly RunRecord _run;
    private readonly RuleManifest _manifest;
    private readonly IAccountClient _account;
    private readonly RunEffects _effects;
    private readonly RunValues _values;
    private readonly RunScope _scope;
    private readonly TimeProvider _time;
    private long _lastSequence;

    internal RunBroker(
        RunRecord run, RuleManifest manifest, RunJournal runJournal, IJournal journal, IAccountClient account, TimeProvider time)
    {
        _run = run;
        _manifest = manifest;
        _account = account;
        _time = time;
        Outcome = new RunOutcome();
        Spending = new RunSpending(run, manifest.Rule.Limits, Outcome);
        _effects = new RunEffects(run, runJournal, account, Spending, time);
        _scope = new RunScope(manifest.Rule.Only, account, Spending, Outcome);
        _values = new RunValues(run, runJournal, journal, Outcome);
    }

    internal RunOutcome Outcome { get; }

    internal RunSpending Spending { get; }

    /// <summary>
    /// Admits a call: to be called in the order in which calls arrive. What it returns answers the call, and never throws
    /// for what a rule, the account or the journal did.
    /// </summary>
    internal Task<AnswerCall> Handle(CallIssued call)
    {
        var expected = ++_lastSequence;
        return call.Sequence == expected
            ? Answered(call)
            : Answered(call, Outcome.Stop(RunStatus.Failed, $"The worker broke the protocol: call {call.Sequence} came where {expected} was due."));
    }

    public void Dispose() => Outcome.Dispose();

    private async Task<AnswerCall> Answered(CallIssued call, RunStopException? refused = null)
    {
        CallFailure failure;
        try
        {
            if (refused is not null)
                throw refused;
            Admit(call.Operation);
            var result = await Perform(call, Outcome.Stopping);
            return new AnswerCall { Sequence = call.Sequence, At = _time.GetUtcNow(), Result = result };
        }
        catch (CallFailedException e)
        {
            failure = e.Failure;
        }
        catch (JournalException e)
        {
            Outcome.Stop(RunStatus.Failed, $"The journal could not be written, and without it nothing may be done. {e.Message}");
            failure = Stopped();
        }
        catch (Exception e) when (e is RunStopException || (e is OperationCanceledException && Outcome.IsStopped))
        {
            failure = Stopped();
        }
        catch (Exception e) // the border to what a worker sends: whatever the host stumbles over ends that one run
        {
            Outcome.Stop(RunStatus.Failed, $"The host could not carry out {call.Operation.GetType().Name}: {e.GetType().Name}: {e.Message} This is a fault of Automator, not of the rule.");
            failure = Stopped();
        }

        return new AnswerCall { Sequence = call.Sequence, At = _time.GetUtcNow(), Failure = failure };
    }

    private void Admit(Operation operation)
    {
        if (Outcome.IsStopped)
            throw new RunStopException();
        Spending.Call(operation);
        if (operation is IQuery or IEffect && operation.OperationName is var name && !_manifest.Operations.Contains(name))
            throw Outcome.Stop(RunStatus.Refused, $"The rule asked for {name}, which its image does not show. Nothing was done.");
    }

    private async Task<JsonElement> Perform(CallIssued call, CancellationToken cancellation)
    {
        switch (call.Operation)
        {
            case IQuery:
                return await Query(call.Operation, cancellation);
            case IEffect:
                return await Effect(call, cancellation);
            case ReadState read:
                return _values.Read(read);
            case WriteState write:
                return await _values.Write(write);
            case Delay delay:
                // A dry run does not wait: its time is its own.
                if (!_run.Dry)
                    await Task.Delay(TimeSpan.FromTicks(Math.Min(delay.Time.Ticks, LongestDelay.Ticks)), _time, cancellation);
                return ProtocolJson.ToElement(Done.Value);
            default:
                throw Outcome.Stop(RunStatus.Failed, $"The worker broke the protocol: {call.Operation.GetType().Name} is no operation.");
        }
    }

    private async Task<JsonElement> Query(Operation query, CancellationToken cancellation)
    {
        if (_run.Dry && DryIds.In(query) is { } id)
        {
            throw Outcome.Stop(
                RunStatus.Refused,
                $"The dry run would read back {id}, which it created itself and which is not in the account. That is not possible yet: what a dry run created can be changed and filled, not read.");
        }

        var result = await _account.Answer(query, Spending.Source(query.OperationName), cancellation);
        _scope.Learn(result);
        return JsonSerializer.SerializeToElement(result, result.GetType(), ProtocolJson.Default);
    }

    private async Task<JsonElement> Effect(CallIssued call, CancellationToken cancellation)
    {
        await _scope.Require(call.Operation, cancellation);
        var result = await _effects.Perform(call, cancellation);
        if (call.Operation is Effect<Created>)
            _scope.LearnCreated(call.Operation, ProtocolJson.FromElement<Created>(result).Id);
        return result;
    }

    private CallFailure Stopped() => new() { Kind = CallFailureKind.Stopped, Message = Outcome.Reason ?? "The run was stopped." };
}
