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
    internal sealed record Undecided(string Why, params IReadOnlyList<long> Candidates) : Settlement;
}

/// <summary>
/// Finds out from the account itself whether an effect was done that was sent, or may have been, and of which no answer is known. The
/// API has no keys for that: a record counts as ours that is like what was sent, was made by us, not before, and is not known as
/// another effect's. What mails people, or takes up uploads, is sent again only where the account shows that it was not done. Three known
/// holes: somebody with our own login made an equal record, or hung a file of that name on the message, while ours never left; a person
/// deleted what we had made.
/// </summary>
internal sealed class LostAnswers(RunRecord run, IAccountClient account, TimeSpan timeout, IJournal journal, RunSpending spending, TimeProvider time)
{
    /// <summary>The account's clock and ours may differ by as much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>While the account cannot be asked, it is asked again.</summary>
    internal async Task<Settlement> Settle(Operation operation, EffectRecord effect, CancellationToken cancellation)
    {
        // Nobody sends it any more, and since when is not known but that it is so now: a host may have died, or a connection broken, just
        // after it left, however long after it was intended. Until then the account may still be at it.
        await Task.Delay(timeout + (timeout / 3), time, cancellation);
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
                return new Settlement.Undecided($"The account did not say: {e.Failure.Message}");
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
        var me = await Me(cancellation);
        var like = await MadeRecords.Like(operation, account, spending.Source(effect.Description), cancellation);
        List<long> candidates = [.. like.Where(record => IsOurs(record, effect, me) && journal.MadeBy(run.Account, effect.Operation, record.Id) is null).Select(record => record.Id).Order()];
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

        if (operation is UpdateMessage { Attachments.Length: > 0 } change)
            return await Attached(change, (Message)record, effect, cancellation);
        if (!account.Plan(operation).IsIdempotent)
            return Mailed(operation, record, effect);
        return ChangedRecords.IsAsSent(operation, record) ? new Settlement.Done(null)
            : ChangedRecords.TouchedAt(record) >= effect.IntendedAt
                ? new Settlement.Undecided($"It is not as it was sent, and has been changed since, at {ChangedRecords.TouchedAt(record):yyyy-MM-dd HH:mm:ss'Z'}.")
            : new Settlement.Send();
    }

    /// <summary>Of mails the account tells nothing. The record tells, where it was changed by what mailed them and says since when it is as it is.</summary>
    private static Settlement Mailed(Operation operation, object record, EffectRecord effect)
    {
        var touched = ChangedRecords.TouchedAt(record);
        var isTouched = touched is null ? (bool?)null : touched >= effect.IntendedAt - Skew;
        return (ChangedRecords.IsAsSent(operation, record), isTouched) switch
        {
            (true, null or true) when ChangedRecords.ChangesTheRecord(operation) => new Settlement.Done(null),
            (false, false) => new Settlement.Send(),
            _ => new Settlement.Undecided("People are told of it by mail, and the account does not show whether they were."),
        };
    }

    /// <summary>An account that has done it has the files.</summary>
    private async Task<Settlement> Attached(UpdateMessage change, Message message, EffectRecord effect, CancellationToken cancellation)
    {
        if (message.AttachmentsCount < change.Attachments.Length)
            return new Settlement.Send();
        var me = await Me(cancellation);
        var files = (Attachment[])await account.Answer(new ListAttachments { MessageId = change.Id }, spending.Source(effect.Description), cancellation);
        var names = change.Attachments.Select(file => file.Name).ToHashSet();
        var ours = files.Where(file => names.Contains(file.Name) && (file.PersonId is null || file.PersonId == me)
            && (file.CreatedAt is not { } at || at >= effect.IntendedAt - Skew)).ToList();
        return ours.Count == 0 && files.Length > 0 ? new Settlement.Send()
            : ours.Count == change.Attachments.Length && ours.TrueForAll(file => file.CreatedAt is not null) ? new Settlement.Done(null)
            : new Settlement.Undecided($"It carries {message.AttachmentsCount} files, of which {ours.Count} may be those that were sent.");
    }

    private async Task<long> Me(CancellationToken cancellation) => ((Person)await account.Answer(new ReadMe(), spending.Source("me.read"), cancellation)).Id;
}
