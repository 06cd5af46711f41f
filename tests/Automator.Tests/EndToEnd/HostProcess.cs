using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Automator.Tests.EndToEnd;

/// <summary>The built executable as a process of its own; it ends with the test in all paths.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _all = [];
    private readonly Task _reading;

    private HostProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError))
            .ContinueWith(_ => _lines.Writer.Complete(), TaskScheduler.Default);
    }

    internal Uri EmulatorUrl { get; private set; } = null!;

    internal string Token { get; private set; } = "";

    internal int Id => _process.Id;

    internal string Output
    {
        get
        {
            lock (_all)
                return string.Join('\n', _all);
        }
    }

    internal static HostProcess Start(Workplace place, params string[] arguments) => Start(place, [], arguments);

    internal static HostProcess Start(Workplace place, Dictionary<string, string> environment, params string[] arguments) =>
        Start("automator", place, environment, arguments);

    /// <param name="program">What lies beside the tests.</param>
    /// <param name="place">Where it works.</param>
    /// <param name="environment">What it is given beside its own.</param>
    /// <param name="arguments">Its command line.</param>
    internal static HostProcess Start(string program, Workplace place, Dictionary<string, string> environment, params string[] arguments) =>
        Start([Path.Combine(AppContext.BaseDirectory, program), .. arguments], place, environment);

    /// <param name="before">A program that becomes the host, and its arguments.</param>
    /// <param name="place">Where it works.</param>
    /// <param name="arguments">Of the host.</param>
    internal static HostProcess StartThrough(string[] before, Workplace place, params string[] arguments) =>
        Start([.. before, Path.Combine(AppContext.BaseDirectory, "automator"), .. arguments], place, []);

    private static HostProcess Start(string[] words, Workplace place, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(words[0])
        {
            WorkingDirectory = place.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in words[1..])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Starts the host and waits until it says it is ready.</summary>
    internal static async Task<HostProcess> Serve(Workplace place, params string[] before)
    {
        var host = StartThrough(before, place, "serve");
        try
        {
            await host.Line(Ready());
            var match = await host.Line(Curl());
            host.Token = match.Groups["token"].Value;
            host.EmulatorUrl = new Uri(match.Groups["url"].Value);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next line that matches, from where the last one was found.</summary>
    internal async Task<Match> Line(Regex wanted)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, TestContext.Current.CancellationToken);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(either.Token))
            {
                if (wanted.Match(line) is { Success: true } match)
                    return match;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line like '{wanted}' within {Patience.TotalSeconds:0} s. The host said:\n{Output}");
        }

        throw new InvalidOperationException($"The host ended without a line like '{wanted}'. It said:\n{Output}");
    }

    /// <summary>Passes over everything said so far.</summary>
    internal void SkipToNow()
    {
        while (_lines.Reader.TryRead(out _))
        {
        }
    }

    internal Task<Match> Line(string wanted) => Line(new Regex(wanted));

    internal async Task KillHard()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <param name="signal">Such as TERM or INT.</param>
    internal async Task<int> Signal(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.ShouldBe(0);
        return await Exit();
    }

    internal Task<int> Exit() => Exit(Patience);

    internal async Task<int> Exit(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within, TimeProvider.System);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
        _process.Dispose();
    }

    private async Task Read(StreamReader from)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (_all)
                _all.Add(line);
            _lines.Writer.TryWrite(line);
        }
    }

    [GeneratedRegex("Automator is ready")]
    private static partial Regex Ready();

    [GeneratedRegex("curl -u (?<token>[^:]+):X (?<url>http://[^/]+/)")]
    private static partial Regex Curl();
}
