using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Automator.Emulator;
using Automator.Emulator.Store;

namespace Automator.Host.Cli;

/// <summary>The options of <c>emulator</c>.</summary>
internal sealed class EmulatorSwitches
{
    private readonly Option<int> _port = Port("--port", "The port; 0 picks a free one.", 4461);
    private readonly Option<string> _seed = new("--seed")
    {
        Description = "demo, empty, generated (or generated:projects=N,items=N,…), or a JSON file.",
        DefaultValueFactory = _ => "demo",
    };

    private readonly Option<string> _limits = new("--limits")
    {
        Description = "documented, off, or figures that differ: gets=500,others=100,window=10,unidentified=60,windows=sliding,phase=3,status=429.",
        DefaultValueFactory = _ => "documented",
    };

    private readonly Option<string?> _data = new("--data") { Description = "A folder that keeps the accounts over restarts; in memory without one." };
    private readonly Option<bool> _ssl = new("--ssl") { Description = "The accounts answer over https, and send plain requests there." };
    private readonly Option<int?> _sslPort = new("--ssl-port") { Description = "The https port; 0 picks a free one. Without --ssl, what comes there is sent to the plain port." };
    private readonly Option<string> _name = new("--name") { Description = "The account's name, and its host name up to the first dot.", DefaultValueFactory = _ => "main" };
    private readonly Option<string[]> _hosts = new("--host") { Description = "A host name the account answers to; with one or more, other names are unknown accounts." };
    private readonly Option<string[]> _accounts = new("--account")
    {
        Description = "One more account: NAME, NAME=SEED or NAME@PORT=SEED. It is found by its host name, and at a port of its own.",
    };

    private readonly Option<int?> _authorizationPort = new("--authorization-port") { Description = "Where the OAuth 2 authorization server answers; 0 picks a free port. Without it there is none." };

    private readonly Option<string> _changeDates = new("--change-dates")
    {
        Description = "When last-changed-on of a project moves: all (every change), todos (changes of to-dos only), late (a minute after).",
        DefaultValueFactory = _ => "all",
    };

    private readonly Option<string> _uploadStatus = new("--upload-status") { Description = "What an upload is answered with: 201 as documented, or 200.", DefaultValueFactory = _ => "201" };

    internal EmulatorSwitches()
    {
        _sslPort.Validators.Add(CheckPort);
        _authorizationPort.Validators.Add(CheckPort);
        _limits.Validators.Add(result => Check(result, EmulatorTexts.Limits));
        _accounts.Validators.Add(result => Check(result, EmulatorTexts.Account));
        _changeDates.AcceptOnlyFromAmong("all", "todos", "late");
        _uploadStatus.AcceptOnlyFromAmong("201", "200");
    }

    internal IEnumerable<Option> All =>
        [_port, _seed, _limits, _data, _ssl, _sslPort, _name, _hosts, _accounts, _authorizationPort, _changeDates, _uploadStatus];

    internal EmulatorOptions Read(ParseResult parsed)
    {
        var ssl = parsed.GetValue(_ssl);
        var limits = EmulatorTexts.Limits(parsed.GetValue(_limits)!);
        var behaviour = new AccountBehaviour
        {
            ChangeDates = Enum.Parse<ChangeDates>(parsed.GetValue(_changeDates)!, ignoreCase: true),
            UploadStatus = parsed.GetValue(_uploadStatus) == "200" ? 200 : 201,
        };
        return new EmulatorOptions
        {
            Name = parsed.GetValue(_name)!,
            Port = parsed.GetValue(_port),
            Seed = parsed.GetValue(_seed)!,
            HostNames = parsed.GetValue(_hosts) ?? [],
            Ssl = ssl,
            SslPort = parsed.GetValue(_sslPort) ?? (ssl ? 0 : null),
            AuthorizationPort = parsed.GetValue(_authorizationPort),
            DataDirectory = parsed.GetValue(_data),
            Limits = limits,
            Behaviour = behaviour,
            MoreAccounts = [.. (parsed.GetValue(_accounts) ?? []).Select(text => EmulatorTexts.Account(text) with { Ssl = ssl, Limits = limits, Behaviour = behaviour })],
        };
    }

    private static Option<int> Port(string name, string description, int unsaid)
    {
        var port = new Option<int>(name) { Description = description, DefaultValueFactory = _ => unsaid };
        port.Validators.Add(CheckPort);
        return port;
    }

    private static void CheckPort(OptionResult result)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 0 or > IPEndPoint.MaxPort)
            result.AddError($"{result.Option.Name} takes a number from 0 to {IPEndPoint.MaxPort}.");
    }

    private static void Check<T>(OptionResult result, Func<string, T> read)
    {
        try
        {
            foreach (var token in result.Tokens)
                read(token.Value);
        }
        catch (EmulatorException e)
        {
            result.AddError(e.Message);
        }
    }
}
