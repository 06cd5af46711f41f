using System.Diagnostics;

namespace Automator.Tests.EndToEnd;

/// <summary>The built executable, run once to its end.</summary>
internal static class HostCommand
{
    internal static async Task<(int Code, string Output, string Error)> Run(Workplace place, string[] arguments, string? input = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "automator"), arguments)
        {
            WorkingDirectory = place.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
