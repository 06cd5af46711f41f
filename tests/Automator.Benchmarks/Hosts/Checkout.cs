namespace Automator.Benchmarks.Hosts;

/// <summary>The checkout the benchmarks were built from.</summary>
internal static class Checkout
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Automator.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"Automator.sln is not above {AppContext.BaseDirectory}.");
    }
}
