using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task ChildThatIsGone_LeavesNoDescriptor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descriptors are read from /proc.");
        var child = ChildProcess<WorkerFrame, HostFrame>.Start(
            new ChildProgram { Path = "/bin/cat" }, ProtocolJson.Default.WorkerFrame, ProtocolJson.Default.HostFrame, 1_000);
        string[] pipes = [.. Enumerable.Range(0, 3).Select(number => Target($"/proc/{child.Id}/fd/{number}").ShouldNotBeNull())];
        OfThisProcess().Intersect(pipes).Count().ShouldBe(3);

        await child.DisposeAsync();

        OfThisProcess().Intersect(pipes).ShouldBeEmpty();
    }

    /// <summary>Both ends of a pipe have the same name.</summary>
    private static List<string> OfThisProcess() => [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(Target).OfType<string>()];

    private static string? Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            // Another test's, closed meanwhile.
            return null;
        }
    }
}
