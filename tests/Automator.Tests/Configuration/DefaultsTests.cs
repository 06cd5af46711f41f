using System.Net;
using Automator.Host.Configuration;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class DefaultsTests
{
    [Fact]
    public void SmallestFile_HasTheDocumentedDefaults()
    {
        var options = Some.Options("""{ "accounts": { "demo": { "url": "emulator" } } }""");

        options.Rules.ShouldBe("/srv/automator/rules");
        options.Data.ShouldBe("/srv/automator/data");
        options.Listen.ShouldBe(IPEndPoint.Parse("127.0.0.1:4460"));
        options.Workers.ShouldBe(4);
        options.Sandbox.ShouldBe(SandboxMode.Strict);
        options.Grace.ShouldBe(TimeSpan.FromSeconds(20));
        options.Journal.ShouldBe(new(TimeSpan.FromDays(400), TimeSpan.FromDays(30)));
        options.Accounts.ShouldHaveSingleItem().ShouldBe(new EmulatorAccountOptions
        {
            Name = "demo",
            Zone = null,
            Poll = TimeSpan.FromSeconds(5),
            Limits = new(500, 100),
            Port = 4461,
            Seed = "demo",
            EnforcesLimits = true,
        });
    }

    [Fact]
    public void SmallestRealAccount_HasTheDocumentedDefaults()
    {
        var options = Some.Options(Some.Account($"{Some.Real}, {Some.Token}"));

        options.Accounts.ShouldHaveSingleItem().ShouldBe(new BasecampAccountOptions
        {
            Name = "main",
            Zone = null,
            Poll = TimeSpan.FromSeconds(30),
            Limits = new(500, 100),
            Url = new("https://acme.basecamphq.com"),
            Login = new AccountLogin.WithToken(new(SecretKind.Environment, "TOKEN", "$.accounts.main.token")),
            UserAgent = "Acme (ops@acme.example)",
        });
    }

    [Fact]
    public void EmptySections_HaveTheDefaultsOfLeftOutOnes()
    {
        var options = Some.Options(Some.Account(""" "url": "emulator", "limits": {}, "emulator": {} """));

        options.Accounts.ShouldBe(Some.Options(Some.Account("\"url\": \"emulator\"")).Accounts);
    }
}
