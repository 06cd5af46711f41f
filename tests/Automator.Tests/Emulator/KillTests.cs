using Automator.Tests.EndToEnd;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>The emulator as a process of its own, ended without a goodbye.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task KilledWhileItIsWrittenTo_EveryAnsweredChangeIsThereAfterwards()
    {
        using var place = new Workplace();
        var answered = new Answered(enough: 40);
        string token;
        await using (var first = await EmulatorProcess.StartAsync(place, "--seed", "empty", "--data", "kept"))
        {
            token = first.Token;
            var writers = Enumerable.Range(0, 4).Select(writer => Write(first, writer, answered)).ToList();
            await Task.WhenAny(answered.Enough, Task.WhenAll(writers));
            await first.Host.KillHard();
            await Task.WhenAll(writers);
        }

        await using var again = await EmulatorProcess.StartAsync(place, "--data", "kept");
        using var client = again.Client();
        var projects = await client.GetStringAsync("projects.xml", Classic.Token);

        again.Token.ShouldBe(token);
        answered.Names.Count.ShouldBeGreaterThanOrEqualTo(40);
        answered.Names.Where(name => !projects.Contains($"<name>{name}</name>")).ShouldBeEmpty();
    }

    /// <summary>Until nobody answers any more.</summary>
    private static async Task Write(EmulatorProcess emulator, int writer, Answered answered)
    {
        using var client = emulator.Client();
        for (var n = 0; ; n++)
        {
            var name = $"Project {writer}-{n}";
            try
            {
                using var answer = await client.PostAsync("projects.xml", new StringContent($"<project><name>{name}</name></project>"), Classic.Token);
                if ((int)answer.StatusCode != 201) throw new InvalidOperationException($"{answer.StatusCode}");
            }
            catch (HttpRequestException)
            {
                return;
            }

            answered.Add(name);
        }
    }

    /// <summary>What the emulator said was done.</summary>
    private sealed class Answered(int enough)
    {
        private readonly Lock _gate = new();
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Names { get; } = [];
        public Task Enough => _enough.Task;

        public void Add(string name)
        {
            lock (_gate)
            {
                Names.Add(name);
                if (Names.Count >= enough) _enough.TrySetResult();
            }
        }
    }
}
