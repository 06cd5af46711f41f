using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;

namespace Automator.Host.Control;

/// <summary>Pauses rules because a person says so, and lets them go on. It is the journal that knows, so that a restart changes nothing.</summary>
/// <param name="options">The whole configuration.</param>
/// <param name="engine">Its journal keeps it, and who fires is told.</param>
/// <param name="hold">By what an account's runs are changed; null where it is not served.</param>
internal sealed class Pausing(AutomatorOptions options, Engine engine, Func<AccountOptions, CancellationToken, Task<AccountHold?>> hold)
{
    /// <param name="request">What a person asks for.</param>
    /// <param name="exists">Whether there is such a rule.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<PauseReport> Change(PauseRequest request, Func<RuleName, bool> exists, CancellationToken cancellation)
    {
        if (request.Account is { } named && options.Accounts.All(account => account.Name != named))
            return new PauseReport { Problems = [AccountChoice.Of(options.Accounts, named, rule: null).Refusal!] };
        RuleName? rule = request.Rule is { } name ? RulePath.Named(name) : null;
        var accounts = options.Accounts.Where(account => request.Account is null || account.Name == request.Account).ToList();
        if (rule is { } one && !exists(one) && (!request.GoesOn || !accounts.Exists(account => IsPaused(account, rule))))
            return new PauseReport { Problems = [$"There is no rule '{one}'. 'automator rules' lists what there is."] };
        try
        {
            var report = new PauseReport();
            foreach (var account in accounts.Where(account => request.GoesOn || rule is not { } only || account.Runs(only)))
                report = report.With(await Change(account, rule, request.GoesOn, cancellation));
            return report;
        }
        finally
        {
            engine.TellPausesChanged();
        }
    }

    /// <summary>Since when a rule is paused, by account.</summary>
    internal static Dictionary<string, DateTimeOffset> Of(IEnumerable<string> accounts, Func<string, IReadOnlyList<PauseRecord>> pauses, RuleName rule)
    {
        var paused = new Dictionary<string, DateTimeOffset>();
        foreach (var account in accounts)
        {
            if (new Runs.Pauses(pauses(account)).Of(rule) is { } since)
                paused[account] = since;
        }

        return paused;
    }

    private bool IsPaused(AccountOptions account, RuleName? rule) => engine.Journal.Pauses(account.Name).Any(pause => pause.Rule == rule);

    private async Task<PauseReport> Change(AccountOptions account, RuleName? rule, bool goesOn, CancellationToken cancellation)
    {
        var report = IsPaused(account, rule) == goesOn ? await Commit(account, rule, goesOn, cancellation) : new PauseReport();
        if (goesOn && rule is null && engine.Journal.Pauses(account.Name) is { Count: > 0 } left)
            return report.With(new PauseReport { Still = [.. left.Select(pause => $"{pause.Rule} on {account.Name}")] });
        return goesOn && rule is { } one && account.Runs(one) && IsPaused(account, rule: null)
            ? report.With(new PauseReport { Problems = [$"On '{account.Name}' all rules are paused, this one too: 'automator resume --all' lets them go on."] })
            : report;
    }

    private async Task<PauseReport> Commit(AccountOptions account, RuleName? rule, bool goesOn, CancellationToken cancellation)
    {
        if (await hold(account, cancellation) is not { } held)
            return new PauseReport { Problems = [$"The account '{account.Name}' is not served now. {engine.Problem(account.Name)}".TrimEnd()] };
        JournalOperation change = goesOn ? new JournalOperation.Resume(rule) : new JournalOperation.Pause(rule, engine.Time.GetUtcNow());
        return await engine.Journal.Commit(held.Fence, [change], cancellation) == CommitResult.Fenced
            ? new PauseReport { Problems = [$"The account '{account.Name}' has been taken over by another host; say it there."] }
            : new PauseReport { Accounts = [account.Name] };
    }
}
