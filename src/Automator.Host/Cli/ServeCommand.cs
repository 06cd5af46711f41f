using System.CommandLine;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Dashboard;
using Microsoft.Extensions.Hosting.Systemd;

namespace Automator.Host.Cli;

internal static class ServeCommand
{
    private const string Sample = "close-stale-todos";

    internal static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Runs the host until it is stopped. This is what 'automator' alone does.");
        command.SetAction(async (parsed, stop) =>
        {
            var options = context.Options(parsed);
            using var logs = TextLog.OfHost(context.Terminal);
            try
            {
                await using var host = await AutomatorHost.Start(options, StatusPage.Map, TimeProvider.System, logs, stop);
                await SayReady(host, context.Terminal);
                await Stopped(host, stop);
                await host.Stop();
                return ExitCode.Done;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return ExitCode.Done; // Asked to stop before it was ready.
            }
        });
        return command;
    }

    private static async Task SayReady(AutomatorHost host, Terminal terminal)
    {
        var accounts = host.Engine.Accounts;
        var rules = host.Catalog.Entries;
        var broken = rules.Count(rule => rule.Errors.Count > 0);
        // The token opens the page, and a log is no place for it: only a person at a terminal is shown it.
        var page = terminal.IsInteractive ? $"{host.Address.Url}?token={host.Address.Token}" : host.Address.Url.ToString();
        await terminal.Out.WriteLineAsync(
            $"Automator is ready: {rules.Count} rule{(rules.Count == 1 ? "" : "s")} ({broken} broken) on {On(accounts)}. Page: {page}");
        foreach (var (name, emulator) in accounts.Select(account => (account.Name, account.Link.Emulator)).Where(one => one.Emulator is not null))
            await terminal.Out.WriteLineAsync($"  {(accounts.Count == 1 ? "the account" : name)}:  curl -u {emulator!.Token}:X {emulator.Url}projects.xml");
        if (accounts.Any(account => account.Link.Emulator is not null))
            await terminal.Out.WriteLineAsync($"  look at:      automator rules · automator runs{(accounts.Count == 1 && rules.Any(rule => rule.Name.Value == Sample) ? $" · automator run {Sample} --dry-run" : "")}");

        await terminal.Out.FlushAsync(CancellationToken.None);
        if (SystemdHelpers.IsSystemdService())
            new SystemdNotifier().Notify(ServiceState.Ready);
    }

    private static string On(IReadOnlyList<ServedAccount> accounts) => accounts.Count switch
    {
        0 => "no account yet",
        1 => $"the account {Named(accounts[0])}",
        _ => $"the accounts {string.Join(", ", accounts.Select(Named))}",
    };

    private static string Named(ServedAccount account) => $"'{account.Name}' ({account.Link.Identity.Name}, {account.Link.Identity.Zone.Name})";

    /// <summary>Ends when it is asked to stop; throws when an actor of the host has failed, which none should.</summary>
    private static async Task Stopped(AutomatorHost host, CancellationToken stop)
    {
        var asked = new TaskCompletionSource();
        await using var registration = stop.Register(asked.SetResult);
        if (await Task.WhenAny(asked.Task, host.Failed) is var first && first == asked.Task)
            return;
        await first;
        throw new StartupException("A part of the host has ended, as its log says; the host cannot go on without it.");
    }
}
