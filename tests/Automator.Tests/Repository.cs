namespace Automator.Tests;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string At(params string[] parts) => Path.Combine([Root, .. parts]);

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
