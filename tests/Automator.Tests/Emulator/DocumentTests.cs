using System.Diagnostics;
using System.Text.RegularExpressions;
using Automator.Emulator;
using Automator.Emulator.Control;
using Automator.Emulator.Sites;
using Automator.Tests.Architecture;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>docs/emulator.md does what it says: its commands are run as they stand.</summary>
public sealed partial class DocumentTests
{
    private static string Text => File.ReadAllText(Repository.At("docs", "emulator.md"));

    [Fact]
    public async Task EveryCommandOfTheDocument_Works()
    {
        await using var classic = await Classic.SeededAsync(new EmulatorOptions { AuthorizationPort = 0 });
        var blocks = Block().Matches(Text).Select(match => match.Groups[1].Value).ToList();

        blocks.Count.ShouldBe(5);
        foreach (var block in blocks)
        {
            var (exit, said) = await Shell(block, classic.Server);
            exit.ShouldBe(0, $"{block}\n{said}");
        }

        classic.Account.Work(account => account.Projects.All.Count(project => project.Name == "Kitchen")).ShouldBe(1);
    }

    [Fact]
    public void EveryRequestOfTheControlSurface_IsInTheDocument()
    {
        var clock = new EmulatorClock(TimeProvider.System);
        var routes = new ControlSurface(new SiteDirectory([]), clock, null, "").Routes;

        routes.Where(route => !Text.Contains($"{route.Method} {(route.Path.Length == 0 ? "/" : route.Path.Replace("*", "NAME"))}")).ShouldBeEmpty();
    }

    [Fact]
    public void EveryKindOfFault_IsInTheDocument() =>
        Fault.Kinds.Where(kind => !Text.Contains($"`{kind}`")).ShouldBeEmpty();

    private static async Task<(int Exit, string Said)> Shell(string script, EmulatorServer server)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-ec", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["URL"] = server.Url.ToString().TrimEnd('/');
        start.Environment["TOKEN"] = server.Token;
        start.Environment["CONTROL"] = server.ControlUrl.ToString().TrimEnd('/');
        start.Environment["CONTROL_TOKEN"] = server.ControlToken;
        start.Environment["AUTHORIZATION"] = server.AuthorizationUrl!.ToString().TrimEnd('/');
        using var shell = Process.Start(start)!;
        try
        {
            var said = await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(Classic.Token), shell.StandardError.ReadToEndAsync(Classic.Token));
            await shell.WaitForExitAsync(Classic.Token);
            return (shell.ExitCode, string.Concat(said));
        }
        finally
        {
            if (!shell.HasExited) shell.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
