using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>
/// The effects of one run. A live one is durable before it is sent and answered in the journal before the rule hears of
/// it; a dry one is written down and goes no further.
/// </summary>
internal sealed class RunEffects(
    RunRecord run, RunJournal journal, IAccountClient account, LostAnswers lost, EqualCreates creates, RunSpending spending, HourlyEffects hourly, RunOutcome outcome, TimeProvider time)
{
    /// <summary>Of one effect whose answers are lost again and again.</summary>
    private const int MostTries = 5;

    /// <summary>A collection that was read longer ago may have got others since.</summary>
    private static readonly TimeSpan LargestIdHolds = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Operation, (long Id, DateTimeOffset At)> _largestIds = new();
    private long _lastDryId;

    /// <param name="call">The call of an effect.</param>
    /// <param name="begun">The effect, where an earlier stint of the run has journaled it.</param>
    /// <param name="cancellation">Heard until the request is on its way.</param>
    internal async Task<CallAnswer> Perform(CallIssued call, EffectRecord? begun, CancellationToken cancellation)
    {
        if (begun is { Status: EffectStatus.Done or EffectStatus.Failed, Result: { } answered })
            return CallAnswer.Of(call, begun.Status == EffectStatus.Failed, answered);
        var request = account.Plan(call.Operation);
        var again = begun is { Status: EffectStatus.NotDone };
        var effect = begun is not null && !again ? begun : new EffectRecord
        {
            Run = run.Id,
            Sequence = call.Sequence,
            Operation = call.Operation.OperationName,
            Description = request.Description,
            Method = request.Method,
            Path = request.Path,
            Body = request.BodyText,
            IntendedAt = time.GetUtcNow(),
            Request = CallAnswer.Hash(call.Operation),
        };
        if (run.Dry)
            return new CallAnswer { Call = call, Result = await Plan(request, effect) };
        using var turn = await creates.Enter(call.Operation, cancellation);
        return new CallAnswer { Call = call, Result = await Do(call.Operation, request, effect, isBegun: begun is not null && !again, again, cancellation) };
    }

    /// <summary>Until it is done, refused, or nobody can tell.</summary>
    private async Task<JsonElement> Do(
        Operation operation, EffectRequest request, EffectRecord effect, bool isBegun, bool again, CancellationToken cancellation)
    {
        if (!isBegun)
        {
            if (hourly.Refusal(run.Rule, request.Description) is { } tooMany)
                throw await TooMany(tooMany);
            effect = effect with { LargestIdBefore = await LargestIdBefore(operation, request, again, cancellation), IntendedAt = time.GetUtcNow() };
            outcome.Change();
            await journal.Intend(effect, again);
        }

        CallFailedException? lost = null;
        for (var tries = 0; ; tries++)
        {
            if ((isBegun || lost is not null) && await Settled(operation, effect, cancellation) is { } done)
                return done;
            if (tries == MostTries)
                throw await Refused(effect, lost!);
            (var result, lost) = await Send(request, effect, again: isBegun || lost is not null, cancellation);
            if (result is not null)
                return result.Value;
        }
    }

    /// <summary>The account does not do it, and says no more of it than that.</summary>
    private async Task<CallFailedException> Refused(EffectRecord effect, CallFailedException refusal)
    {
        await journal.Answer(effect with { Status = EffectStatus.Failed, Answer = refusal.Failure.Message, Result = CallAnswer.Json(refusal.Failure) });
        return refusal;
    }

    /// <returns>Null when it is to be sent.</returns>
    private async Task<JsonElement?> Settled(Operation operation, EffectRecord effect, CancellationToken cancellation)
    {
        switch (await Ask(operation, effect, cancellation))
        {
            case Settlement.Done(var id):
                journal.Note(LogSeverity.Warning, $"The answer of '{effect.Description}' was lost; the account shows that it was done{(id is null ? "" : $", as {id}")}.");
                return await Finish(effect, Result(id, null), id?.ToString(CultureInfo.InvariantCulture));
            case Settlement.Undecided(var why, var candidates):
                throw await Undecided(effect, why, candidates);
            default:
                return null;
        }
    }

    private async Task<Settlement> Ask(Operation operation, EffectRecord effect, CancellationToken cancellation)
    {
        try
        {
            return await lost.Settle(operation, effect, cancellation);
        }
        catch (Exception e) when (e is OperationCanceledException or RunStopException && !outcome.MayGoOn)
        {
            await journal.Answer(effect with { Status = EffectStatus.InDoubt, Answer = "Its answer was lost, and the run was stopped before the account could be asked." });
            throw;
        }
    }

    private async Task<RunStopException> Undecided(EffectRecord effect, string why, IReadOnlyList<long> candidates)
    {
        var doubt = new EffectDoubt { Why = why, Candidates = candidates };
        await journal.Answer(effect with { Status = EffectStatus.InDoubt, Answer = why, Doubt = doubt.ToJson() });
        return outcome.Stop(
            RunStatus.InDoubt,
            $"Nobody can tell whether '{effect.Description}' was done. {why} Look at the account, then say what became of it: 'automator runs resolve {run.Id}'.");
    }

    private async Task<RunStopException> TooMany(string reason)
    {
        await journal.Pause(reason);
        hourly.TellPaused();
        return outcome.Stop(RunStatus.LimitReached, reason);
    }

    /// <summary>The run has read this.</summary>
    internal void Learn(Operation query, object answer)
    {
        if (MadeRecords.MayBeCollection(query))
            _largestIds[query] = (MadeRecords.LargestId((object[])answer), time.GetUtcNow());
    }

    /// <summary>As the run has seen the collection, or else as it is now. What was there when a person looked is not what is sent again.</summary>
    private async Task<long?> LargestIdBefore(Operation operation, EffectRequest request, bool again, CancellationToken cancellation)
    {
        if (!request.Creates || (MadeRecords.TellWhen(operation) && !again))
            return null;
        var collection = MadeRecords.Collection(operation);
        var now = time.GetUtcNow();
        if (again || !_largestIds.TryGetValue(collection, out var largest) || now - largest.At > LargestIdHolds)
            _largestIds[collection] = largest = (await MadeRecords.LargestId(operation, account, spending.Source(request.Description), cancellation), now);
        return largest.Id;
    }

    private async Task<JsonElement> Finish(EffectRecord effect, JsonElement result, string? answer)
    {
        await journal.Answer(effect with { Status = EffectStatus.Done, Answer = answer, Result = result.GetRawText() });
        return result;
    }

    private async Task<JsonElement> Plan(EffectRequest request, EffectRecord effect)
    {
        spending.Spend(RequestKind.Write, request.Description);
        var id = request.Creates || request.Uploads ? Interlocked.Decrement(ref _lastDryId) : (long?)null;
        var name = id?.ToString(CultureInfo.InvariantCulture);
        await journal.Intend(effect with { Status = EffectStatus.Planned, Answer = name });
        return request.Uploads ? Result(null, name) : Result(id, null);
    }

    /// <returns>What was lost, when nobody knows whether it was done.</returns>
    private async Task<(JsonElement? Result, CallFailedException? Lost)> Send(EffectRequest request, EffectRecord effect, bool again, CancellationToken cancellation)
    {
        try
        {
            var answer = await account.Send(request, spending.Source(request.Description), cancellation);
            if ((request.Creates && answer.CreatedId is null) || (request.Uploads && answer.UploadId is null))
                throw Unnamed(request);
            return (await Finish(
                effect, Result(answer.CreatedId, answer.UploadId), answer.UploadId ?? answer.CreatedId?.ToString(CultureInfo.InvariantCulture)), null);
        }
        catch (CallFailedException e) when (e.IsInDoubt)
        {
            journal.Note(LogSeverity.Warning, $"'{effect.Description}' was sent, and its answer does not say what became of it: the account is asked. ({e.Failure.Message})");
            return (null, e);
        }
        catch (CallFailedException e) when (again && request.Method == "DELETE" && e.Failure.Kind == CallFailureKind.NotFound)
        {
            return (await Finish(effect, ProtocolJson.ToElement(Done.Value), null), null); // By the time before.
        }
        catch (CallFailedException e)
        {
            throw await Refused(effect, e);
        }
        catch (Exception e) when (e is OperationCanceledException or RunStopException)
        {
            // Once it is on its way only its answer ends it, so this came before.
            await NotSent(effect);
            throw;
        }
    }

    private Task NotSent(EffectRecord effect)
    {
        const string Reason = "Not sent: the run was stopped.";
        return outcome.MayGoOn ? journal.Withdraw(effect) : journal.Answer(effect with
        {
            Status = EffectStatus.Failed,
            Answer = Reason,
            Result = CallAnswer.Json(new CallFailure { Kind = CallFailureKind.Stopped, Message = Reason }),
        });
    }

    private CallFailedException Unnamed(EffectRequest request) => new(new CallFailure
    {
        Kind = CallFailureKind.Unreadable,
        Message = $"The account '{run.Account}' accepted '{request.Description}' and did not name what it made.",
        Account = run.Account,
        Method = request.Method,
        Path = request.Path,
    })
    { IsInDoubt = true };

    private static JsonElement Result(long? id, string? upload) => (id, upload) switch
    {
        (_, { } uploaded) => ProtocolJson.ToElement(new Uploaded { Id = uploaded }),
        ({ } created, _) => ProtocolJson.ToElement(new Created { Id = created }),
        _ => ProtocolJson.ToElement(Done.Value),
    };
}
