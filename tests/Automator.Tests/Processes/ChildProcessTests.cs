using System.Diagnostics;
using System.Globalization;
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

    [Theory]
    [InlineData(">/dev/null")] // holds its errors
    [InlineData("2>/dev/null")] // holds its output
    public async Task SomethingItStartedThatOutlivesIt_IsNotWaitedFor(string closed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A shell stands in for the child.");
        var folder = Directory.CreateTempSubdirectory("automator-");
        try
        {
            var (file, left) = (Path.Combine(folder.FullName, "child"), Path.Combine(folder.FullName, "left"));
            await File.WriteAllTextAsync(file, $"#!/bin/sh\nsleep 60 {closed} &\necho $! > {left}\nexit 5\n", TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var child = ChildProcess<WorkerFrame, HostFrame>.Start(
                new ChildProgram { Path = file }, ProtocolJson.Default.WorkerFrame, ProtocolJson.Default.HostFrame, 1_000);
            (await child.Read(TestContext.Current.CancellationToken)).ShouldBeNull();
            using var orphan = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(left, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
            try
            {
                (await child.LastWords()).ShouldBe("exit code 5");
                await child.DisposeAsync();
                orphan.HasExited.ShouldBeFalse();
            }
            finally
            {
                orphan.Kill();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
