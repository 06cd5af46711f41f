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
internal sealed class RunEffects(RunRecord run, RunJournal journal, IAccountClient account, RunSpending spending, RunOutcome outcome, TimeProvider time)
{
    private long _lastDryId;

    /// <param name="call">The call of an effect.</param>
    /// <param name="begun">The effect, where an earlier stint of the run has journaled it.</param>
    /// <param name="cancellation">Heard until the request is on its way.</param>
    internal async Task<CallAnswer> Perform(CallIssued call, EffectRecord? begun, CancellationToken cancellation)
    {
        if (begun is { Status: EffectStatus.Done or EffectStatus.Failed, Result: { } answered })
            return CallAnswer.Of(call, begun.Status == EffectStatus.Failed, answered);
        var request = account.Plan(call.Operation);
        var effect = begun ?? new EffectRecord
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
        if (begun is not null)
            await Settle(request, begun);
        var result = run.Dry ? await Plan(request, effect) : await Send(request, effect, isIntended: begun is not null, cancellation);
        return new CallAnswer { Call = call, Result = result };
    }

    private async Task<JsonElement> Plan(EffectRequest request, EffectRecord effect)
    {
        spending.Spend(RequestKind.Write, request.Description);
        var id = request.Creates || request.Uploads ? Interlocked.Decrement(ref _lastDryId) : (long?)null;
        var name = id?.ToString(CultureInfo.InvariantCulture);
        await journal.Intend(effect with { Status = EffectStatus.Planned, Answer = name });
        return request.Uploads ? Result(null, name) : Result(id, null);
    }

    private async Task<JsonElement> Send(EffectRequest request, EffectRecord effect, bool isIntended, CancellationToken cancellation)
    {
        if (!isIntended)
            await journal.Intend(effect);
        try
        {
            var answer = await account.Send(request, spending.Source(request.Description), cancellation);
            if ((request.Creates && answer.CreatedId is null) || (request.Uploads && answer.UploadId is null))
                throw Unnamed(request);
            var result = Result(answer.CreatedId, answer.UploadId);
            await journal.Answer(effect with
            {
                Status = EffectStatus.Done,
                Answer = answer.UploadId ?? answer.CreatedId?.ToString(CultureInfo.InvariantCulture),
                Result = result.GetRawText(),
            });
            return result;
        }
        catch (CallFailedException e)
        {
            await Failed(effect, e.IsInDoubt, e.Failure);
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or RunStopException)
        {
            // Once it is on its way only its answer ends it, so this came before.
            if (outcome.GoesOn)
                await journal.Withdraw(effect);
            else
                await Failed(effect, inDoubt: false, new CallFailure { Kind = CallFailureKind.Stopped, Message = "Not sent: the run was stopped." });
            throw;
        }
    }

    private async Task Failed(EffectRecord effect, bool inDoubt, CallFailure failure)
    {
        if (inDoubt)
            journal.Log(LogSeverity.Error, $"In doubt: {effect.Description} was sent, and nobody knows whether it was done. Look at the account. ({failure.Message})");
        await journal.Answer(effect with
        {
            Status = inDoubt ? EffectStatus.InDoubt : EffectStatus.Failed,
            Answer = failure.Message,
            Result = CallAnswer.Json(failure),
        });
    }

    /// <summary>
    /// An intent without an answer: perhaps it was sent. What does no harm twice is sent again; for the rest a person must look.
    /// </summary>
    private Task Settle(EffectRequest request, EffectRecord begun) => request.IsIdempotent
        ? Task.CompletedTask
        : throw outcome.Stop(RunStatus.Interrupted, $"In doubt: {begun.Description} may have been sent before the host was cut off. Look at the account.");

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
