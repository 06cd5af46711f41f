namespace Automator.Compiler;

/// <summary>The parser and the binder recurse with the source; a thread with a large stack takes what the source gate lets through.</summary>
internal static class CompilerThread
{
    private const int StackSize = 16 * 1024 * 1024;

    internal static int Run(Func<int> work)
    {
        var exitCode = 0;
        var thread = new Thread(() => exitCode = work(), StackSize) { Name = "compiler" };
        thread.Start();
        thread.Join();
        return exitCode;
    }
}
