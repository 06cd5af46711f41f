using System.Diagnostics;
using Automator.Confinement;
using Automator.Host.Processes;
using Automator.Worker;

namespace Automator.Tests.Confinement;

/// <summary>What a worker cannot do once it serves, found out by a probe that tries it; and which layer it is that keeps it from it.</summary>
public sealed class SandboxTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EverythingAnEscapedRuleWouldTry_IsRefused(bool ordinary)
    {
        using var bench = new ProbeBench(ordinary);

        var attempts = bench.Everything(Layers.All);

        attempts.Count.ShouldBe(Attempts.All.Count);
        attempts.Where(attempt => !attempt.Refused).ShouldBeEmpty();
        bench.Probe(Layers.All).Holes.ShouldBeEmpty();
    }

    /// <summary>What a source would try that has taken over the compiler.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void CompilerThatIsTakenOver_IsRefusedTheSame(bool ordinary, bool completes)
    {
        using var bench = new ProbeBench(ordinary, completes ? ChildProgram.Completer : ChildProgram.Compiler);

        var attempts = bench.Everything(Layers.All);

        attempts.Count.ShouldBe(Attempts.All.Count);
        attempts.Where(attempt => !attempt.Refused).ShouldBeEmpty();
        bench.Probe(Layers.All).Holes.ShouldBeEmpty();
        bench.Refuses(Layers.None, "read-passwd").ShouldBeFalse();
    }

    /// <summary>From its birth until it is warm, when the last filter closes what the others leave.</summary>
    [Theory]
    [InlineData(nameof(Layers.Landlock), "read-passwd")]
    [InlineData(nameof(Layers.Landlock), "write-tmp")]
    [InlineData(nameof(Layers.SpawnFilter), "clone3")]
    [InlineData(nameof(Layers.SpawnFilter), "udp")]
    [InlineData(nameof(Layers.SpawnFilter), "unix-socket")]
    [InlineData(nameof(Layers.Limits), "grow-file")]
    public void BeforeItIsWarm_AllLayersButOneLetThroughWhatOnlyItRefuses(string layer, string attempt)
    {
        using var bench = new ProbeBench(ordinary: false);
        const Layers Born = Layers.All & ~Layers.WarmFilter;

        bench.Refuses(Born, attempt).ShouldBeTrue();
        bench.Refuses(Born & ~Enum.Parse<Layers>(layer), attempt).ShouldBeFalse();
    }

    /// <summary>What shows that the attempts are ones: nearly all of them get somewhere where nothing is in their way.</summary>
    [Fact]
    public void WithoutAnyLayer_RootsAttemptsGetThrough()
    {
        using var bench = new ProbeBench(ordinary: false);

        var refused = bench.Everything(Layers.None).Where(attempt => attempt.Refused).Select(attempt => attempt.Name);

        refused.Except(["bpf", "io-uring", "userfaultfd", "keyring", "write-kernel", "raise-limits"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(Layers.Privileges), "become-root")]
    [InlineData(nameof(Layers.Privileges), "host-environ")]
    [InlineData(nameof(Layers.Privileges), "host-memory")]
    [InlineData(nameof(Layers.Privileges), "host-memory-copy")]
    [InlineData(nameof(Layers.Privileges), "namespace")]
    [InlineData(nameof(Layers.Privileges), "signal")]
    [InlineData(nameof(Layers.Privileges), "ptrace")]
    [InlineData(nameof(Layers.Landlock), "read-passwd")]
    [InlineData(nameof(Layers.Landlock), "write-data")]
    [InlineData(nameof(Layers.Landlock), "write-tmp")]
    [InlineData(nameof(Layers.Landlock), "write-here")]
    [InlineData(nameof(Layers.Landlock), "exec")]
    [InlineData(nameof(Layers.Landlock), "tcp")]
    [InlineData(nameof(Layers.Landlock), "abstract-socket")]
    [InlineData(nameof(Layers.Landlock), "signal")]
    [InlineData(nameof(Layers.SpawnFilter), "namespace")]
    [InlineData(nameof(Layers.SpawnFilter), "user-namespace")]
    [InlineData(nameof(Layers.SpawnFilter), "clone3")]
    [InlineData(nameof(Layers.SpawnFilter), "mount")]
    [InlineData(nameof(Layers.SpawnFilter), "host-memory-copy")]
    [InlineData(nameof(Layers.SpawnFilter), "become-root")]
    [InlineData(nameof(Layers.SpawnFilter), "ptrace")]
    [InlineData(nameof(Layers.SpawnFilter), "tcp")]
    [InlineData(nameof(Layers.SpawnFilter), "udp")]
    [InlineData(nameof(Layers.SpawnFilter), "unix-socket")]
    [InlineData(nameof(Layers.SpawnFilter), "abstract-socket")]
    [InlineData(nameof(Layers.WarmFilter), "stat")]
    [InlineData(nameof(Layers.WarmFilter), "read-passwd")]
    [InlineData(nameof(Layers.WarmFilter), "host-environ")]
    [InlineData(nameof(Layers.WarmFilter), "host-memory")]
    [InlineData(nameof(Layers.WarmFilter), "host-cmdline")]
    [InlineData(nameof(Layers.WarmFilter), "write-data")]
    [InlineData(nameof(Layers.WarmFilter), "signal")]
    [InlineData(nameof(Layers.WarmFilter), "process")]
    [InlineData(nameof(Layers.WarmFilter), "memory-file")]
    [InlineData(nameof(Layers.WarmFilter), "exec")]
    [InlineData(nameof(Layers.WarmFilter), "ptrace")]
    [InlineData(nameof(Layers.WarmFilter), "udp")]
    [InlineData(nameof(Layers.Limits), "grow-file")]
    public void OneLayerAlone_RefusesWhatGoesThroughWithoutIt(string layer, string attempt)
    {
        using var bench = new ProbeBench(ordinary: false);

        bench.Refuses(Enum.Parse<Layers>(layer), attempt).ShouldBeTrue();
        bench.Refuses(Layers.None, attempt).ShouldBeFalse();
    }

    /// <summary>What is kept by one layer alone, since no other one could.</summary>
    [Theory]
    [InlineData(nameof(Layers.WarmFilter), "host-cmdline")]
    [InlineData(nameof(Layers.WarmFilter), "process")]
    [InlineData(nameof(Layers.WarmFilter), "stat")]
    public void AllLayersButOne_LetThroughWhatOnlyItRefuses(string layer, string attempt)
    {
        using var bench = new ProbeBench(ordinary: false);

        bench.Refuses(Layers.All & ~Enum.Parse<Layers>(layer), attempt).ShouldBeFalse();
    }

    [Fact]
    public void HostOfRoot_GivesItsChildrenAUserOfTheirOwn()
    {
        using var bench = new ProbeBench(ordinary: false);
        Assert.SkipUnless(OwnUser.IsPossibleFor(ChildProgram.Worker), "The tests lie where another user cannot read them.");

        bench.Probe(Layers.Privileges).User.ShouldBe(OwnUser.Id);
        bench.Probe(Layers.All & ~Layers.Privileges).User.ShouldBe(0);
        bench.Probe(Layers.All & ~Layers.Privileges).Holes.ShouldContain("it has capabilities");
    }

    [Fact]
    public void FileThatTheHostLeftOpen_IsNotHandedDown()
    {
        using var bench = new ProbeBench(ordinary: !Environment.IsPrivilegedProcess);
        using var left = new Inherited();

        bench.Probe(Layers.Descriptors).Open.ShouldNotContain(left.Name);
        bench.Probe(Layers.None).Open.ShouldNotContain(left.Name, "it is marked for good");
        // Children that other tests start meanwhile mark it too.
        var probed = bench.Probe(Layers.All & ~Layers.Descriptors);
        for (var tries = 0; tries < 50 && !probed.Open.Contains(left.Name); tries++)
        {
            left.Leave();
            probed = bench.Probe(Layers.All & ~Layers.Descriptors);
        }

        probed.Open.ShouldContain(left.Name);
        probed.Holes.ShouldContain($"it has {left.Name} open");
    }

    [Fact]
    public void Limits_AreThoseOfTheProgram()
    {
        using var bench = new ProbeBench(ordinary: !Environment.IsPrivilegedProcess);

        bench.Probe(Layers.Limits).Limits.ShouldBe([0ul, 0ul, (ulong)ChildProgram.Worker.Limits!.Memory, (ulong)ChildProgram.Worker.Limits.Files]);
        bench.Probe(Layers.None).Limits[0].ShouldBe(ulong.MaxValue);
    }

    /// <summary>What is not loaded when the filter goes on cannot be loaded any more.</summary>
    [Fact]
    public void WarmWorker_HasLoadedAllThatRulesMayName()
    {
        var named = File.ReadLines(Repository.At("src", "Automator.Compiler", "Allowlist", "allow.lock")).Select(line => line.Split(' ')[0]).Distinct();

        named.Except(WarmUp.OfRules).ShouldBeEmpty();
    }

    /// <summary>Thread by thread: what confines the start of a child must not reach the host.</summary>
    [Fact]
    public void Host_StaysAsItIs()
    {
        using var bench = new ProbeBench(ordinary: !Environment.IsPrivilegedProcess);
        bench.Probe(Layers.All);

        Privileges.AreNewRefused.ShouldBeFalse();
        Privileges.IsFiltered.ShouldBeFalse();
        File.ReadAllText("/etc/passwd").ShouldNotBeEmpty();
        using var process = Process.Start("/bin/true");
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
