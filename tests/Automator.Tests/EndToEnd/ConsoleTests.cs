using System.Diagnostics;

namespace Automator.Tests.EndToEnd;

/// <summary>The console in a real terminal: tmux types, and reads the screen.</summary>
public sealed class ConsoleTests
{
    [Fact]
    public async Task TypedSnippets_AreAnsweredOnTheScreen()
    {
        Assert.SkipUnless(HasTmux(), "tmux is not installed; .ci/run installs it.");
        using var place = new Workplace();
        place.Rule("hello", "On.Demand(async () => { Log.Info($\"hello from {(await Basecamp.Account()).Name}\"); });");
        var socket = place.At("tmux");
        try
        {
            await Tmux(socket, "new-session", "-d", "-x", "160", "-y", "50", "-c", place.Path, Path.Combine(AppContext.BaseDirectory, "automator"), "console");
            await Screen(socket, "\n>");
            await Type(socket, "1 + 2");
            await Screen(socket, "\n3\n");
            await Type(socket, "foreach (var n in new[] { 7, 8 }) {");
            await Screen(socket, "…");
            await Type(socket, "Log.Info($\"n is {n}\"); }");
            await Screen(socket, "n is 8");
            await Type(socket, ":run hello");
            await Screen(socket, "hello from Larkspur Design");
            await Type(socket, "DateTime.Now");
            await Screen(socket, "use Clock.Now");
            await Type(socket, ":live");
            await Screen(socket, "live>");
        }
        finally
        {
            await Tmux(socket, "kill-server");
        }
    }

    [Fact]
    public async Task TabInTheConsole_CompletesAgainstWhatRulesHave()
    {
        Assert.SkipUnless(HasTmux(), "tmux is not installed; .ci/run installs it.");
        using var place = new Workplace();
        place.Rule("hello-world", "On.Demand(() => { Log.Info(\"hello\"); return Task.CompletedTask; });");
        var socket = place.At("tmux");
        try
        {
            await Tmux(socket, "new-session", "-d", "-x", "80", "-y", "24", "-c", place.Path, Path.Combine(AppContext.BaseDirectory, "automator"), "console");
            await Screen(socket, "\n>");
            await Tmux(socket, "send-keys", "Log.Info(nameof(Basecamp.Projec", "Tab");
            await Screen(socket, "> Log.Info(nameof(Basecamp.Project\n  Project\n  ProjectCounts\n  Projects\n");
            await Tmux(socket, "send-keys", "BTab");
            await Screen(socket, "Basecamp.Projects(");
            await Tmux(socket, "send-keys", "Enter");
            await Type(socket, "))");
            await Screen(socket, "\nProjects\n");
            await Tmux(socket, "send-keys", ":run hel", "Tab");
            await Screen(socket, "> :run hello-world\n");
            await Tmux(socket, "send-keys", "Enter");
            await Screen(socket, "> :run hello-world\nhello\n");
            await Tmux(socket, "set-buffer", "foreach (var n in new[] { 1, 2 })\n{\n    Log.Info($\"n{n}\");\n}");
            await Tmux(socket, "paste-buffer", "-p", "-r");
            await Screen(socket, "… }");
            await Tmux(socket, "send-keys", "Enter");
            await Screen(socket, "n1\nn2\n");
            await Tmux(socket, "send-keys", "Up", "Up", "Up", "Up", "Up");
            await Screen(socket, "> :run hello-world\n\n");
        }
        finally
        {
            await Tmux(socket, "kill-server");
        }
    }

    private static Task<string> Type(string socket, string text) => Tmux(socket, "send-keys", text, "Enter");

    private static async Task Screen(string socket, string expected)
    {
        var screen = "";
        for (var tries = 0; tries < 300; tries++)
        {
            screen = await Tmux(socket, "capture-pane", "-p");
            if (screen.Contains(expected, StringComparison.Ordinal))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The screen never showed '{expected}':\n{screen}");
    }

    private static async Task<string> Tmux(string socket, params string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-u", "-S", socket, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await tmux.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tmux.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    private static bool HasTmux() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "tmux")));
}
