using System.Net.Http.Headers;
using System.Text;
using Automator.Emulator;
using Automator.Host.Basecamp;

namespace Automator.Benchmarks.Reading;

/// <summary>The items of one long list, as the emulator answers with them, and the zone their due days are in.</summary>
internal sealed record LongList(byte[] Answer, AccountZone Zone)
{
    private const int Items = 500;

    internal static async Task<LongList> Read(CancellationToken cancellation)
    {
        await using var emulator = await EmulatorServer.StartAsync(
            new EmulatorOptions { Seed = $"generated:projects=1,lists=1,items={Items},longest={Items}", Limits = EmulatorLimits.Off }, cancellation);
        var (list, named) = emulator.Account.Work(account =>
            (account.Lists.All.Single().Id, account.Companies.Find(account.Facts.PrimaryCompanyId)!.TimeZoneId));
        if (!AccountZone.TryFind(named, out var zone))
            throw new InvalidOperationException($"The account is in the unknown zone {named}.");
        using var client = new HttpClient { BaseAddress = emulator.Url };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Benchmark/1.0");
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{emulator.Token}:X")));
        return new LongList(await client.GetByteArrayAsync($"/todo_lists/{list}/todo_items.xml", cancellation), zone);
    }
}
