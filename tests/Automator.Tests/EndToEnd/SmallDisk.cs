using System.Diagnostics;

namespace Automator.Tests.EndToEnd;

/// <summary>A data folder on a disk of a few megabytes, which only the host that is started through it sees; it goes with that host.</summary>
internal sealed class SmallDisk(Workplace place, int megabytes)
{
    /// <summary>What is put before the program, to start it on that disk.</summary>
    internal string[] Before => [.. Unshare, "/bin/sh", "-c", $"mkdir -p data && mount -t tmpfs -o size={megabytes}m none data && exec \"$0\" \"$@\""];

    /// <summary>A command that sees the host's disk, to its end.</summary>
    internal async Task<(int Code, string Output)> Run(HostProcess host, params string[] arguments)
    {
        string[] enter = ["nsenter", $"--target={host.Id}", "--mount", .. Environment.IsPrivilegedProcess ? [] : new[] { "--user", "--preserve-credentials" }];
        await using var command = HostProcess.StartThrough([.. enter, "/bin/sh", "-c", $"cd {place.Path} && exec \"$0\" \"$@\""], place, arguments);
        var code = await command.Exit();
        return (code, command.Output);
    }

    /// <summary>The same for one that can only be read, with what the data folder has.</summary>
    internal static string[] BeforeReadOnly => [.. Unshare, "/bin/sh", "-c", "mount --bind data data && mount -o remount,ro,bind data && exec \"$0\" \"$@\""];

    internal static async Task<bool> CanBeMade()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            using var trial = Process.Start(Unshare[0], [.. Unshare[1..], "/bin/sh", "-c", "mount -t tmpfs none /mnt"]);
            await trial.WaitForExitAsync(TestContext.Current.CancellationToken);
            return trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Fills what is left of it.</summary>
    internal void Fill(HostProcess host)
    {
        using var filler = new FileStream(Filler(host), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                filler.Write(block);
        }
        catch (IOException)
        {
            // Full, as it is meant to be.
        }
    }

    internal void MakeRoom(HostProcess host) => File.Delete(Filler(host));

    private static string[] Unshare => Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--mount", "--map-root-user"];

    private string Filler(HostProcess host) => $"/proc/{host.Id}/root{place.Data}/filler";
}
