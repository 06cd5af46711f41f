using Automator.Benchmarks.Hosts;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Soak;

/// <summary>
/// By turns: the rule is saved in a new version, and while the host waits for quiet, the version before is run once, so that the
/// workers of runs are handed as many images as there are saves.
/// </summary>
internal sealed class HostSoak(RunningHost host, SoakSize size)
{
    private const int Samples = 250;

    private readonly Growth _host = new("host");
    private readonly Growth _compiler = new("compiler");
    private readonly Growth _workers = new("workers, together");
    private readonly Growth _descriptors = new("host, open descriptors", unit: 1);
    private readonly HashSet<int> _hosts = [host.Process.Id];

    internal IReadOnlyList<Growth> Growths => [_host, _compiler, _workers, _descriptors];

    internal async Task Run(CancellationToken cancellation)
    {
        var address = DataFolder.RunningHost(host.Place.Data) ?? throw new InvalidOperationException("The host has gone.");
        await using var automator = new RemoteAutomator(address);
        var sampled = 0;
        for (var round = 0; round < size.Rounds; round++)
        {
            var saving = round < size.Reloads ? Save(round + 1, cancellation) : Task.CompletedTask;
            var running = round < size.Runs ? RunOnce(automator, cancellation) : Task.CompletedTask;
            await Task.WhenAll(saving, running);
            while (sampled < (long)(round + 1) * Samples / size.Rounds)
            {
                Sample();
                sampled++;
            }

            if ((round + 1) % 500 == 0)
                await Console.Error.WriteLineAsync($"{round + 1} of {size.Rounds} rounds; {string.Join(' ', Growths.Select(growth => growth.Now))}");
        }
    }

    private async Task Save(int version, CancellationToken cancellation)
    {
        host.Place.Rule(ChangingRule.Name, ChangingRule.Text(version));
        await host.Process.Said("Rule changing is live in a new version", cancellation);
    }

    private static async Task RunOnce(RemoteAutomator automator, CancellationToken cancellation)
    {
        await foreach (var happened in automator.Run(new RunRequest { Rule = ChangingRule.Name, Handler = ChangingRule.Handler }, cancellation))
        {
            if (happened is RunEvent.NotStarted refused)
                throw new InvalidOperationException($"A run was not started: {refused.Reason}");
            if (happened is RunEvent.Ended ended && ended.Status != RunStatus.Succeeded)
                throw new InvalidOperationException($"Run {ended.Run} ended as {ended.Status}: {ended.Reason}");
        }
    }

    private void Sample()
    {
        var family = HostFamily.Of(host.Process.Id);
        _host.Add(family.Host, _hosts);
        _descriptors.Add(Directory.EnumerateFileSystemEntries($"/proc/{host.Process.Id}/fd").Count(), _hosts);
        _compiler.Add(family.Compilers.Sum(child => child.Memory), family.Compilers.Select(child => child.Process));
        _workers.Add(family.Workers.Sum(child => child.Memory), family.Workers.Select(child => child.Process));
    }
}
