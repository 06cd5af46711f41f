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
internal sealed class RunEffects(RunRecord run, RunJournal journal, IAccountClient account, RunSpending spending, TimeProvider time)
{
    private long _lastDryId;

    internal Task<JsonElement> Perform(CallIssued call, CancellationToken cancellation)
    {
        var request = account.Plan(call.Operation);
        var effect = new EffectRecord
        {
            Run = run.Id,
            Sequence = call.Sequence,
            Operation = call.Operation.OperationName,
            Description = request.Description,
            Method = request.Method,
            Path = request.Path,
            Body = request.BodyText,
            IntendedAt = time.GetUtcNow(),
        };
        return run.Dry ? Plan(request, effect) : Send(request, effect, cancellation);
    }

    private async Task<JsonElement> Plan(EffectRequest request, EffectRecord effect)
    {
        spending.Spend(RequestKind.Write, request.Description);
        var id = request.Creates || request.Uploads ? Interlocked.Decrement(ref _lastDryId) : (long?)null;
        var name = id?.ToString(CultureInfo.InvariantCulture);
        await journal.Intend(effect with { Status = EffectStatus.Planned, Answer = name });
        return request.Uploads ? Result(null, name) : Result(id, null);
    }

    private async Task<JsonElement> Send(EffectRequest request, EffectRecord effect, CancellationToken cancellation)
    {
        await journal.Intend(effect);
        try
        {
            var answer = await account.Send(request, spending.Source(request.Description), cancellation);
            if ((request.Creates && answer.CreatedId is null) || (request.Uploads && answer.UploadId is null))
                throw Unnamed(request);
            await journal.Answer(effect with { Status = EffectStatus.Done, Answer = answer.UploadId ?? answer.CreatedId?.ToString(CultureInfo.InvariantCulture) });
            return Result(answer.CreatedId, answer.UploadId);
        }
        catch (CallFailedException e)
        {
            await Failed(effect, e.IsInDoubt, e.Failure.Message);
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or RunStopException)
        {
            // Once it is on its way only its answer ends it, so this came before.
            await Failed(effect, inDoubt: false, "Not sent: the run was stopped.");
            throw;
        }
    }

    private async Task Failed(EffectRecord effect, bool inDoubt, string reason)
    {
        if (inDoubt)
            journal.Log(LogSeverity.Error, $"In doubt: {effect.Description} was sent, and nobody knows whether it was done. Look at the account. ({reason})");
        await journal.Answer(effect with { Status = inDoubt ? EffectStatus.InDoubt : EffectStatus.Failed, Answer = reason });
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
