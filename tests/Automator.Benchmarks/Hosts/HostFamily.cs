using System.Globalization;
using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Hosts;

/// <summary>A host and its children at one moment: resident bytes, as the kernel counts them.</summary>
internal sealed record HostFamily
{
    public required long Host { get; init; }

    public required IReadOnlyList<HostChild> Children { get; init; }

    internal IEnumerable<HostChild> Compilers => Children.Where(child => child.Program == "Automator.Compiler");

    internal IEnumerable<HostChild> Workers => Children.Where(child => child.Program == "Automator.Worker");

    internal static HostFamily Of(int host) => new() { Host = Machine.Resident(host), Children = [.. ChildrenOf(host).Select(Look).OfType<HostChild>()] };

    private static IEnumerable<int> ChildrenOf(int parent) =>
        from thread in Directory.EnumerateDirectories($"/proc/{parent}/task")
        from child in ReadChildren(thread).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(child, CultureInfo.InvariantCulture);

    private static string ReadChildren(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "children"));
        }
        catch (IOException)
        {
            // The thread ended meanwhile; its children are another's now.
            return "";
        }
    }

    /// <summary>Null for one that just ended.</summary>
    private static HostChild? Look(int process)
    {
        try
        {
            var program = Path.GetFileName(File.ResolveLinkTarget($"/proc/{process}/exe", returnFinalTarget: false)?.FullName ?? "");
            return new HostChild(process, program, Machine.Resident(process));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return null;
        }
    }
}

internal sealed record HostChild(int Process, string Program, long Memory);
