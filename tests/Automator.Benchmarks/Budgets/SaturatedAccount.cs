using Automator.Benchmarks.Report;
using Automator.Emulator.Sites;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Benchmarks.Budgets;

/// <summary>One account of the emulator, asked by as many sources as it is told for more than it allows.</summary>
internal sealed class SaturatedAccount : IDisposable
{
    private const int CallsAtOnce = 60;

    private readonly Cell _cell;
    private readonly Site _site;
    private readonly int _sources;
    private readonly DelayingHandler _handler;
    private readonly RequestBudget _budget = new(new BudgetOptions(), TimeProvider.System);
    private readonly BasecampClient _client;

    internal SaturatedAccount(Cell cell, Site site, int sources)
    {
        (_cell, _site, _sources) = (cell, site, sources);
        _handler = new DelayingHandler(cell.From, cell.To);
        _client = new BasecampClient(
            new AccountConnection
            {
                Name = site.Name,
                Url = site.Url,
                Credentials = AccountCredentials.Token(site.People[0].Token),
                UserAgent = "Benchmark (benchmark@example.com)",
                Zone = "UTC",
                Handler = _handler,
            },
            _budget, TimeProvider.System, NullLogger.Instance);
    }

    /// <summary>What a person's calls took, answers included, where there was a person.</summary>
    internal Sample Person { get; } = new();

    internal Cell Cell => _cell;

    internal int Sources => _sources;

    internal async Task Run(bool withPerson, CancellationToken stop)
    {
        var calls = Enumerable.Range(0, CallsAtOnce).Select(i => Repeat(i, new RequestSource($"rule {i % _sources}"), stop));
        await Task.WhenAll(withPerson ? calls.Append(Visit(stop)) : calls);
    }

    /// <summary>By the emulator's own log: refusals, and arrivals in the time from the first one on.</summary>
    internal (int Refused, int Arrived) Judge(TimeSpan length)
    {
        var entries = _site.Log.Since(0);
        var start = entries[0].At;
        return (entries.Count(entry => entry.Status is 429 or 503 || entry.Flooding), entries.Count(entry => entry.At < start + length));
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
        _budget.Dispose();
    }

    private async Task Repeat(int caller, RequestSource source, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await Call(caller, source, stop);
    }

    private async Task Visit(CancellationToken stop)
    {
        var person = RequestSource.Person();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200 + Random.Shared.Next(400)), TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var asked = TimeProvider.System.GetTimestamp();
            await Call(CallsAtOnce, person, stop);
            if (!stop.IsCancellationRequested)
                Person.Add(TimeProvider.System.GetElapsedTime(asked));
        }
    }

    /// <summary>Each caller reads a day of its own: what several ask for at once would be one request.</summary>
    private async Task Call(int caller, RequestSource source, CancellationToken stop)
    {
        var day = new DateOnly(2026, 1, 1).AddDays(caller);
        try
        {
            if (_cell.Kind == RequestKind.Read)
                await _client.Answer(new ReportTimeEntries { From = day, To = day }, source, stop);
            else
                await _client.Send(_client.Plan(new CreateProject { Name = "Made" }), source, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}
