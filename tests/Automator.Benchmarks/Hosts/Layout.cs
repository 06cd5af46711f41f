using System.Diagnostics;

namespace Automator.Benchmarks.Hosts;

/// <summary>A complete installation of the host, and what made it.</summary>
internal sealed record Layout
{
    public required string Name { get; init; }

    /// <summary>Where <c>automator</c> lies.</summary>
    public required string Folder { get; init; }

    private static string Project { get; } = Path.Combine(Checkout.Root, "src", "Automator.Host");

    /// <summary>As it is installed: made now, into a folder of its own.</summary>
    internal static async Task<Layout> Publish(string folder, CancellationToken cancellation)
    {
        await Dotnet(["publish", Project, "-c", "Release", "-o", folder], cancellation);
        return new Layout { Name = "published", Folder = folder };
    }

    /// <summary>What the README's first command starts: a debug build.</summary>
    internal static async Task<Layout> Build(CancellationToken cancellation)
    {
        await Dotnet(["build", Project, "-c", "Debug"], cancellation);
        return new Layout { Name = "checkout", Folder = Path.Combine(Project, "bin", "Debug", "net10.0") };
    }

    /// <summary>What was built with the benchmarks, if they were built for release.</summary>
    internal static Layout Beside()
    {
        var folder = Path.Combine(Project, "bin", "Release", "net10.0");
        return File.Exists(Path.Combine(folder, "automator"))
            ? new Layout { Name = "release build", Folder = folder }
            : throw new InvalidOperationException($"There is no executable in {folder}. Run the benchmarks with -c Release.");
    }

    /// <summary>The host that these benchmarks were built with, whatever for.</summary>
    internal static Layout Here() => new() { Name = "this build", Folder = AppContext.BaseDirectory };

    private static async Task Dotnet(string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "--nologo", "-v", "quiet"]) { RedirectStandardOutput = true })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
