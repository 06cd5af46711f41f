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
    /// <summary>What a timer can wait.</summary>
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
        RunRecord run, RuleManifest manifest, RunJournal runJournal, IJournal journal, IAccountClient account, TimeSpan timeout, EqualCreates creates, HourlyEffects hourly, TimeProvider time)
    {
        _run = run;
        _manifest = manifest;
        _account = account;
        _time = time;
        Outcome = new RunOutcome();
        Spending = new RunSpending(run, manifest.Rule.Limits, Outcome, time);
        _effects = new RunEffects(run, runJournal, account, new LostAnswers(run, account, timeout, journal, Spending, time), creates, Spending, hourly, Outcome, time);
        _scope = new RunScope(manifest.Rule.Only, account, Spending, Outcome);
        _values = new RunValues(run, manifest.Rule.StateAtEnd, journal, Outcome);
    }

    internal RunOutcome Outcome { get; }

    internal RunSpending Spending { get; }

    /// <summary>What is journaled with the end of a run that has succeeded.</summary>
    internal IReadOnlyList<JournalOperation> AtEnd() => _values.AtEnd();

    /// <summary>To be called in the order in which calls arrive. False when the run is over by it, or was before.</summary>
    internal bool Admit(CallIssued call)
    {
        var expected = ++_lastSequence;
        try
        {
            if (call.Sequence != expected)
                throw Outcome.Stop(RunStatus.Failed, $"The worker broke the protocol: call {call.Sequence} came where {expected} was due.");
            Admit(call.Operation);
            return true;
        }
        catch (RunStopException)
        {
            return false;
        }
    }

    /// <summary>Answers a call that was admitted, or says that the run is over. Never throws for what a rule, the account or the journal did.</summary>
    /// <param name="call">The call.</param>
    /// <param name="begun">The effect, where an earlier stint of the run has journaled it.</param>
    internal async Task<CallAnswer> Answer(CallIssued call, EffectRecord? begun = null)
    {
        CallFailure failure;
        var reads = 0;
        try
        {
            return await Perform(call, begun, () => Interlocked.Increment(ref reads), Outcome.Stopping) with { Reads = reads };
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

        return new CallAnswer { Call = call, Failure = failure, Reads = reads };
    }

    /// <summary>When a delay is over: counted in the run's time, which is the same whenever it is looked at.</summary>
    internal static DateTimeOffset WakeAt(DateTimeOffset issuedAt, Delay delay) =>
        delay.Time < DateTimeOffset.MaxValue - issuedAt ? issuedAt + delay.Time : DateTimeOffset.MaxValue;

    /// <summary>Waits, but for a dry run, whose time is its own.</summary>
    internal async Task Wait(DateTimeOffset until, CancellationToken cancellation)
    {
        while (!_run.Dry && until - _time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestDelay ? left : LongestDelay, _time, cancellation);
    }

    /// <summary>An answer of an earlier stint is delivered again: what was spent and learnt by it counts.</summary>
    internal void Remember(CallIssued call, AnswerRecord record)
    {
        Spending.Restore(record.Reads);
        if (record.Failed)
            return;
        if (call.Operation is IQuery)
            _scope.Learn(ProtocolJson.ResultOf(call.Operation, record.Body.Text));
        else if (call.Operation is Effect<Created>)
            _scope.LearnCreated(call.Operation, ((Created)ProtocolJson.ResultOf(call.Operation, record.Body.Text)).Id);
        else if (call.Operation is WriteState write)
            _values.Remember(write);
    }

    public void Dispose() => Outcome.Dispose();

    private void Admit(Operation operation)
    {
        if (Outcome.IsStopped)
            throw new RunStopException();
        Spending.Call(operation);
        if (operation is IQuery or IEffect && operation.OperationName is var name && !_manifest.Operations.Contains(name))
            throw Outcome.Stop(RunStatus.Refused, $"The rule asked for {name}, which its image does not show. Nothing was done.");
    }

    private async Task<CallAnswer> Perform(CallIssued call, EffectRecord? begun, Action read, CancellationToken cancellation)
    {
        switch (call.Operation)
        {
            case IQuery:
                return Answered(await Query(call.Operation, read, cancellation));
            case IEffect:
                return await Effect(call, begun, cancellation);
            case ReadState state:
                return Answered(_values.Read(state));
            case WriteState write:
                return Answered(ProtocolJson.ToElement(Done.Value)) with { With = _values.Write(write) };
            case Delay { Time: var delay } when delay < TimeSpan.Zero:
                throw Outcome.Stop(RunStatus.Failed, $"The worker broke the protocol: a delay of {delay}.");
            case Delay:
                return Answered(ProtocolJson.ToElement(Done.Value)); // Its time has come.
            default:
                throw Outcome.Stop(RunStatus.Failed, $"The worker broke the protocol: {call.Operation.GetType().Name} is no operation.");
        }

        CallAnswer Answered(JsonElement result) => new() { Call = call, Result = result };
    }

    private async Task<JsonElement> Query(Operation query, Action read, CancellationToken cancellation)
    {
        if (_run.Dry && DryIds.In(query) is { } id)
        {
            throw Outcome.Stop(
                RunStatus.Refused,
                $"The dry run would read back {id}, which it created itself and which is not in the account. That is not possible yet: what a dry run created can be changed and filled, not read.");
        }

        var result = await _account.Answer(query, Spending.Source(query.OperationName, read), cancellation);
        _scope.Learn(result);
        _effects.Learn(query, result);
        return JsonSerializer.SerializeToElement(result, result.GetType(), ProtocolJson.Default);
    }

    private async Task<CallAnswer> Effect(CallIssued call, EffectRecord? begun, CancellationToken cancellation)
    {
        if (begun is null)
            await _scope.Require(call.Operation, cancellation);
        var answer = await _effects.Perform(call, begun, cancellation);
        if (call.Operation is Effect<Created> && answer.Result is { } result)
            _scope.LearnCreated(call.Operation, ProtocolJson.FromElement<Created>(result).Id);
        return answer;
    }

    private CallFailure Stopped() => new() { Kind = CallFailureKind.Stopped, Message = Outcome.Reason ?? "The run was stopped." };
}
