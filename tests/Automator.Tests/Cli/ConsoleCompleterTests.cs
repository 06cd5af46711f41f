using Automator.Host.Cli;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Tests.Rules;

namespace Automator.Tests.Cli;

public sealed class ConsoleCompleterTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CompletionProcess _process = new(new ChildProgram { Path = "/nowhere/compiler" }, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_OffersRules_AndNoneWhoseNameIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows takes no such names.");
        _folder.Write("rules/good.csx", "");
        _folder.Write("rules/broken.csx", "Oops();");
        _folder.Write("rules/cle\e[2Jar.csx", "");
        _folder.Write("rules/turn\u202eed.csx", "");

        (await Completer("rules").Complete(":run ", 5)).Items.Select(item => item.Label).ShouldBe(["broken", "good"]);
    }

    [Fact]
    public async Task WhatKeepsItFromAnswering_IsSaid()
    {
        var completer = Completer("nowhere");

        (await completer.Complete(":run ", 5)).Refusal.ShouldNotBeNull().ShouldContain("does not exist");
        var found = await completer.Complete("On.", 3);
        found.Refusal.ShouldNotBeNull().ShouldStartWith("The compiler could not be started: /nowhere/compiler is missing");
        (await completer.Describe("On.", 3, new() { Label = "Demand", Text = "Demand", Kind = default, Start = 3, Length = 0 })).ShouldBe(found.Refusal);
        (await completer.Complete(":he", 3)).Refusal.ShouldBeNull();
    }

    private ConsoleCompleter Completer(string rules) => new(_process, new RulesFolder(_folder[rules]), ["demo"]);
}
