using System.Text;
using Automator.Host.Configuration;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class GoodInputTests
{
    [Fact]
    public void EveryKeyOfAnEmulator_IsTaken()
    {
        var options = Some.Options("""
            {
              // Comments
              "$schema": "./automator.schema.json",
              "rules": "../rules",
              "data": "/var/lib/automator",
              "listen": "[::1]:0", /* and trailing commas are fine */
              "workers": 64,
              "grace": "0s",
              "journal": { "keepRuns": "3650d", "keepBodies": "1.00:00:00" },
              "log": { "keepSucceeded": "7d", "keepFailed": "30d" },
              "accounts": {
                "demo-2": {
                  "url": "emulator",
                  "zone": "Eastern Time (US & Canada)",
                  "poll": "1s",
                  "limits": { "reads": 5000, "writes": 1 },
                  "emulator": { "port": 0, "seed": "seeds/big.json", "limits": "off", },
                },
              },
            }
            """);

        options.Rules.ShouldBe("/srv/rules");
        options.Data.ShouldBe("/var/lib/automator");
        options.Listen.ToString().ShouldBe("[::1]:0");
        options.Workers.ShouldBe(64);
        options.Grace.ShouldBe(TimeSpan.Zero);
        options.Journal.ShouldBe(new(TimeSpan.FromDays(3650), TimeSpan.FromDays(1)));
        options.Log.ShouldBe(new LogOptions(TimeSpan.FromDays(7), TimeSpan.FromDays(30)));
        options.Accounts.ShouldHaveSingleItem().ShouldBe(new EmulatorAccountOptions
        {
            Name = "demo-2",
            Zone = "Eastern Time (US & Canada)",
            Poll = TimeSpan.FromSeconds(1),
            Limits = new(5000, 1),
            Port = 0,
            Seed = "/srv/automator/seeds/big.json",
            EnforcesLimits = false,
        });
    }

    [Fact]
    public void Holidays_AreTaken() =>
        Some.Options("""{ "accounts": { "demo": { "url": "emulator", "holidays": ["2026-12-25", "2027-01-01", "2026-12-25"] } } }""")
            .Accounts.ShouldHaveSingleItem().Holidays.ShouldBe([new DateOnly(2026, 12, 25), new DateOnly(2027, 1, 1)]);

    [Fact]
    public void UserAndPassword_AreTaken()
    {
        var account = (BasecampAccountOptions)Some.Options(Some.Account($"{Some.Real}, \"user\": \" jo \", \"password\": \"file:secrets/jo\"")).Accounts[0];

        account.Login.ShouldBe(new AccountLogin.WithPassword("jo", new(SecretKind.File, "/srv/automator/secrets/jo", "$.accounts.main.password")));
    }

    [Fact]
    public void OAuth_IsTakenWithBasecampsServer()
    {
        var account = (BasecampAccountOptions)Some.Options(Some.Account($"{Some.Real}, \"oauth\": {{ \"clientId\": \" app \", \"clientSecret\": \"env:S\" }}")).Accounts[0];

        account.Login.ShouldBe(new AccountLogin.WithOAuth(
            "app", new(SecretKind.Environment, "S", "$.accounts.main.oauth.clientSecret"), new Uri("https://launchpad.37signals.com"), 4462));
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("00:00:30", 30)]
    [InlineData("01:30:00", 5400)]
    [InlineData("1.00:00:00", 86400)]
    public void Duration_IsTaken(string text, int seconds) =>
        Some.Options(Some.Account($"\"url\": \"emulator\", \"poll\": \"{text}\"")).Accounts[0].Poll.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("UTC")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Pacific Time (US & Canada)")]
    public void Zone_OfIanaWindowsAndRails_IsTaken(string name) =>
        Some.Options(Some.Account($"\"url\": \"emulator\", \"zone\": \"{name}\"")).Accounts[0].Zone.ShouldBe(name);

    [Theory]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("127.0.0.9:65535", "127.0.0.9:65535")]
    public void Listen_OnThisMachine_IsTaken(string text, string expected) =>
        Some.Options(Some.With($"\"listen\": \"{text}\"")).Listen.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("https://acme.basecamphq.com/")]
    [InlineData("http://127.0.0.1:4461")]
    public void Url_OfAnAccount_IsTaken(string url)
    {
        var json = Some.Account($"\"url\": \"{url}\", \"userAgent\": \"Acme (https://acme.example)\", {Some.Token}");

        ((BasecampAccountOptions)Some.Options(json).Accounts[0]).Url.ShouldBe(new Uri(url));
    }

    [Fact]
    public void ByteOrderMark_IsTaken()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Some.Account("\"url\": \"emulator\""))];

        ConfigurationFile.Parse(bytes, Some.Folder).ShouldBeOfType<ConfigurationResult.Valid>();
    }

    [Fact]
    public void ZonesOfTheCaller_Decide()
    {
        var json = Encoding.UTF8.GetBytes(Some.Account("\"url\": \"emulator\", \"zone\": \"Mars/Olympus\""));

        ConfigurationFile.Parse(json, Some.Folder, name => name == "Mars/Olympus").ShouldBeOfType<ConfigurationResult.Valid>();
    }
}
