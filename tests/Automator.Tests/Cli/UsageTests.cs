using Automator.Tests.EndToEnd;

namespace Automator.Tests.Cli;

/// <summary>Words that make no sense, help, and configuration: nothing is started for these.</summary>
public sealed class UsageTests(CliBench bench) : IClassFixture<CliBench>
{
    [Theory]
    [InlineData("--bogus")]
    [InlineData("bogus")]
    [InlineData("run")]
    [InlineData("run", "a", "b")]
    [InlineData("run", "a", "--payload")]
    [InlineData("runs", "--status", "bogus")]
    [InlineData("runs", "--most", "0")]
    [InlineData("runs", "--most", "many")]
    [InlineData("runs", "show")]
    [InlineData("runs", "cancel")]
    [InlineData("runs", "cancel", "a", "--rule", "b")]
    [InlineData("runs", "cancel", "a", "--account", "b")]
    [InlineData("runs", "resolve")]
    [InlineData("runs", "resolve", "a", "--done", "--not-done")]
    [InlineData("runs", "resolve", "a", "--done", "x")]
    [InlineData("runs", "resolve", "a", "--effect", "x")]
    [InlineData("runs", "again")]
    [InlineData("log", "rebuild", "--month")]
    [InlineData("log", "rebuild", "--month", "November")]
    [InlineData("log", "rebuild", "--month", "2026-13")]
    [InlineData("log", "rebuild", "x")]
    [InlineData("new")]
    [InlineData("new", "a", "--on", "bogus")]
    [InlineData("emulator", "--port", "70000")]
    [InlineData("emulator", "--limits", "bogus")]
    [InlineData("emulator", "--limits", "gets=0")]
    [InlineData("emulator", "--account", "acme@99999")]
    [InlineData("emulator", "--change-dates", "never")]
    [InlineData("emulator", "--upload-status", "204")]
    [InlineData("check", "--bogus")]
    [InlineData("run", "--bogus")]
    [InlineData("new", "--bogus")]
    [InlineData("console", "x")]
    [InlineData("login")]
    [InlineData("accounts", "x")]
    [InlineData("journal")]
    [InlineData("journal", "backup")]
    [InlineData("journal", "restore", "a", "b")]
    [InlineData("journal", "check", "--bogus")]
    public async Task WordsThatMakeNoSense_AreUsageErrors(params string[] words)
    {
        var said = await bench.Run(words);

        said.Exit.ShouldBe(2);
        said.Out.ShouldBeEmpty();
        said.Error.ShouldContain("--help'.");
    }

    [Theory]
    [InlineData("serve", "Runs the host until it is stopped.")]
    [InlineData("check", "Compiles rules")]
    [InlineData("rules", "The rules:")]
    [InlineData("run", "Runs a rule now")]
    [InlineData("runs", "The log of runs")]
    [InlineData("log", "The files of the log")]
    [InlineData("new", "Writes a rule to begin with")]
    [InlineData("console", "C# over the account")]
    [InlineData("emulator", "Basecamp Classic alone")]
    [InlineData("login", "Logs in to an account with OAuth 2")]
    [InlineData("accounts", "The accounts:")]
    [InlineData("doctor", "Whether this machine")]
    [InlineData("journal", "The journal, in which")]
    public async Task EveryVerb_HasHelp(string verb, string says)
    {
        var said = await bench.Run(verb, "--help");
        var root = await bench.Run("--help");

        said.Exit.ShouldBe(0);
        said.Out.ShouldContain(says);
        said.Out.ShouldContain("--config <file>");
        root.Out.ShouldContain($"  {verb}");
        root.Out.ShouldContain(says);
    }

    [Theory]
    [InlineData("rules")]
    [InlineData("check")]
    [InlineData("run", "a")]
    [InlineData("runs")]
    [InlineData("new", "a")]
    [InlineData("console")]
    [InlineData("serve")]
    public async Task ConfigurationThatIsNotThere_IsExit78(params string[] words)
    {
        var said = await bench.Run([.. words, "--config", bench.Place.At("nowhere.json")]);

        said.Exit.ShouldBe(78);
        said.Error.ShouldContain("nowhere.json");
        said.Error.ShouldContain("does not exist.");
    }

    [Fact]
    public async Task WrongConfiguration_IsToldWhole()
    {
        using var place = new Workplace();
        var file = place.Write("wrong.json", """{ "workers": 0, "bogus": 1 }""");

        var said = await bench.Run("rules", "--config", file);

        said.Exit.ShouldBe(78);
        said.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThan(2);
        said.Error.ShouldContain("workers");
        said.Error.ShouldContain("bogus");
    }

    [Theory]
    [InlineData("nowhere.json", null)]
    [InlineData("payload.json", "{")]
    public async Task PayloadThatCannotBeRead_IsAUsageError(string name, string? text)
    {
        if (text is not null)
            bench.Place.Write(name, text);

        var said = await bench.Run("run", "good", "--payload", bench.Place.At(name));

        said.Exit.ShouldBe(2);
        said.Error.ShouldContain($"The payload {bench.Place.At(name)} cannot be read as JSON");
    }
}
