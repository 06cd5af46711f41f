using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Automator.Host.Basecamp;
using Automator.Host.Configuration;
using Automator.Host.Control;

namespace Automator.Host.Cli;

internal static class LoginCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    internal static Command Create(CommandContext context)
    {
        var account = new Argument<string>("account") { Description = "The account's name in automator.json." };
        var command = new Command("login", "Logs in to an account with OAuth 2: prints the address to open in a browser, and waits for the answer.") { account };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = context.Options(parsed);
            var chosen = Choose(options, parsed.GetRequiredValue(account));
            using var logs = TextLog.OfCommand(context.Terminal);
            try
            {
                await Login(options, chosen, AccountLogins.Application(options, chosen, logs), context.Terminal, cancellation);
                return ExitCode.Done;
            }
            catch (Exception e) when (e is LoginFailedException or IOException or UnauthorizedAccessException)
            {
                await context.Terminal.Error.WriteLineAsync(e.Message);
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static BasecampAccountOptions Choose(AutomatorOptions options, string name) => options.Accounts.FirstOrDefault(account => account.Name == name) switch
    {
        BasecampAccountOptions real => real,
        null => throw new StartupException($"There is no account '{name}' in automator.json. There is: {string.Join(", ", options.Accounts.Select(a => a.Name))}."),
        _ => throw new StartupException($"The account '{name}' is played by this machine, and lets automator in by itself."),
    };

    private static async Task Login(
        AutomatorOptions options, BasecampAccountOptions account, OAuthApplication application, Terminal terminal, CancellationToken cancellation)
    {
        using var server = new OAuthServer(application, account.UserAgent, TimeProvider.System);
        await using var listener = await LoginListener.Start(((AccountLogin.WithOAuth)account.Login).RedirectPort, cancellation);
        var address = server.Asking(listener.Redirect, listener.State);
        await terminal.Out.WriteLineAsync($"Open this address in a browser on this machine, and let automator in:\n  {address.AbsoluteUri}");
        await terminal.Out.FlushAsync(cancellation);
        if (terminal.IsInteractive)
            Open(address);

        var tokens = await server.Trade(await Code(listener, cancellation), listener.Redirect, cancellation);
        var who = await server.WhoIs(tokens, cancellation);
        AccountLogins.File(application, options.Data).Write(tokens);
        await terminal.Out.WriteLineAsync($"Logged in to '{account.Name}' as {who.Name} ({who.EmailAddress}). A running host takes it up by itself.");
        if (!who.Accounts.Any(href => Uri.TryCreate(href, UriKind.Absolute, out var url) && url.Authority == account.Url.Authority))
            await terminal.Error.WriteLineAsync($"Careful: this login does not open {account.Url}; it opens {(who.Accounts.Count == 0 ? "no account" : string.Join(", ", who.Accounts))}. Is the url in automator.json right?");
    }

    private static async Task<string> Code(LoginListener listener, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await listener.Code(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new LoginFailedException($"Nobody answered within {Patience.TotalMinutes:0} minutes. Start again when you can open the address.", inner: e);
        }
    }

    /// <summary>Where there is a desktop. Where that fails, the address is on the screen all the same.</summary>
    private static void Open(Uri address)
    {
        var hasDesktop = !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!hasDesktop)
            return;
        try
        {
            using var opened = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // No browser here.
        }
    }
}
