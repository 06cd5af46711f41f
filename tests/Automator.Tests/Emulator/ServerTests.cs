using Automator.Emulator;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class ServerTests
{
    [Fact]
    public async Task APortInUse_IsNamed()
    {
        await using var first = await EmulatorServer.StartAsync(new EmulatorOptions { Seed = "empty" }, Classic.Token);

        var fault = await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(new EmulatorOptions { Seed = "empty", Port = first.Url.Port }, Classic.Token));

        fault.Message.ShouldContain($"Port {first.Url.Port} ");
    }

    [Fact]
    public async Task TheEmptySeed_HasOneCompanyAndOneAdministrator()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Seed = "empty" }, Classic.Token);

        server.Tokens.Select(person => person.Role).ShouldBe(["administrator"]);
        server.Account.Work(account => account.Counts().Values.Sum()).ShouldBe(2);
        await server.StopAsync();
    }

    [Fact]
    public async Task AnUnknownSeed_IsExplained() =>
        (await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(new EmulatorOptions { Seed = "dmo" }, Classic.Token))).Message.ShouldContain("demo, empty, generated, or the path");

    [Fact]
    public async Task ConcurrentWriters_GetEveryIdOnce()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var client = classic.As(classic.Ada);

        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => client.PostXml($"/todo_lists/{list.Id}/todo_items.xml", $"<todo-item><content>{n}</content></todo-item>").Made()));

        ids.Distinct().Count().ShouldBe(100);
        (await client.Xml($"/todo_lists/{list.Id}.xml")).Descendants("position").Skip(1).Select(at => int.Parse(at.Value)).ShouldBe(Enumerable.Range(1, 100));
    }
}
