using System.Globalization;
using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>What became of an effect whose answer was lost.</summary>
internal abstract record Settlement
{
    /// <summary>It was not done, or does no harm twice.</summary>
    internal sealed record Send : Settlement;

    /// <param name="Id">Of the record it made; null where it made none.</param>
    internal sealed record Done(long? Id) : Settlement;

    /// <param name="Why">For people, with the candidates.</param>
    /// <param name="Candidates">Ids of the records of which one may be what it made.</param>
    internal sealed record Undecided(string Why, IReadOnlyList<long> Candidates) : Settlement;
}

/// <summary>
/// Finds out from the account itself whether an effect was done that was sent, or may have been, and of which no answer is known. The
/// API has no keys for that: a record counts as ours that is like what was sent, was made by us, not before, and is not known as
/// another effect's. Two known holes: somebody with our own login made an equal record while ours never left; a person deleted what
/// we had made.
/// </summary>
internal sealed class LostAnswers(RunRecord run, IAccountClient account, TimeSpan timeout, IJournal journal, RunSpending spending, TimeProvider time)
{
    /// <summary>The account's clock and ours may differ by as much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>While the account cannot be asked, it is asked again.</summary>
    internal async Task<Settlement> Settle(Operation operation, EffectRecord effect, CancellationToken cancellation)
    {
        // Until then the account may still be at it. It may have waited long for its turn before it was sent.
        var margin = timeout / 3;
        var left = effect.IntendedAt + timeout + margin - time.GetUtcNow();
        await Task.Delay(left > margin ? left : margin, time, cancellation);
        for (var pause = TimeSpan.FromSeconds(5); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await Look(operation, effect, cancellation);
            }
            catch (CallFailedException e) when (e.Failure.MayRetry)
            {
                await Task.Delay(pause, time, cancellation);
            }
            catch (CallFailedException e)
            {
                return new Settlement.Undecided($"The account did not say: {e.Failure.Message}", []);
            }
        }
    }

    private async Task<Settlement> Look(Operation operation, EffectRecord effect, CancellationToken cancellation) => operation switch
    {
        // What is uploaded and not attached, nobody sees. An order is the whole order. What is deleted already is gone.
        UploadFile or ReorderTodoItems or ReorderTodoLists => new Settlement.Send(),
        Effect<Created> => await Creation(operation, effect, cancellation),
        _ when effect.Method == "DELETE" => new Settlement.Send(),
        _ => await Change(operation, effect, cancellation),
    };

    private async Task<Settlement> Creation(Operation operation, EffectRecord effect, CancellationToken cancellation)
    {
        var me = ((Person)await account.Answer(new ReadMe(), spending.Source("me.read"), cancellation)).Id;
        var like = await MadeRecords.Like(operation, account, spending.Source(effect.Description), cancellation);
        List<long> candidates = [.. like.Where(record => IsOurs(record, effect, me) && !journal.IsKnown(run.Account, effect.Operation, record.Id)).Select(record => record.Id).Order()];
        return candidates switch
        {
            [] => new Settlement.Send(),
            [var one] => new Settlement.Done(one),
            _ => new Settlement.Undecided($"There are {candidates.Count} that may be it: {string.Join(", ", candidates.Select(id => id.ToString(CultureInfo.InvariantCulture)))}.", candidates),
        };
    }

    private static bool IsOurs(MadeRecord record, EffectRecord effect, long me) =>
        (record.CreatorId is null || record.CreatorId == me) &&
        (record.CreatedAt is not { } at || at >= effect.IntendedAt - Skew) &&
        (effect.LargestIdBefore is not { } before || record.Id > before);

    /// <summary>Equal to what was sent: done. Untouched since it was sent: not done. Else a person has been at it.</summary>
    private async Task<Settlement> Change(Operation operation, EffectRecord effect, CancellationToken cancellation)
    {
        if (ChangedRecords.Read(operation) is not { } query)
            return new Settlement.Send();
        object record;
        try
        {
            record = await account.Answer(query, spending.Source(effect.Description), cancellation);
        }
        catch (CallFailedException e) when (e.Failure.Kind == CallFailureKind.NotFound)
        {
            return new Settlement.Send(); // Its answer tells the rule that the record is gone.
        }

        return ChangedRecords.IsAsSent(operation, record) ? new Settlement.Done(null)
            : ChangedRecords.TouchedAt(record) >= effect.IntendedAt
                ? new Settlement.Undecided($"It is not as it was sent, and has been changed since, at {ChangedRecords.TouchedAt(record):yyyy-MM-dd HH:mm:ss'Z'}.", [])
            : new Settlement.Send();
    }
}
