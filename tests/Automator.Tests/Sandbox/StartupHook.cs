using Automator.Compiler;
using Automator.Sdk.Protocol;

/// <summary>
/// Stands in for the compiler's own main program where a test starts it with this assembly as the runtime's startup hook: all of the
/// compiler but its source gate. The runtime wants this name, and no namespace.
/// </summary>
internal static class StartupHook
{
    internal static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
    };

    public static void Initialize() => System.Environment.Exit(CompilerThread.Run(Serve));

    private static int Serve()
    {
        var pipe = new FramePipe<CompileRequest, CompileAnswer>(
            Console.OpenStandardInput(), Console.OpenStandardOutput(), CompilationJson.Default.CompileRequest, CompilationJson.Default.CompileAnswer,
            FramePipe<CompileRequest, CompileAnswer>.DefaultMaximumLength);
        Serving.Warm(isConfined: false);
        pipe.Write(new CompileAnswer()); // It is warm.
        while (pipe.Read() is { } request)
            pipe.Write(RuleCompiler.Compile(request, ParsedSources.OfAdmitted(request)));
        return 0;
    }
}
