using System.Diagnostics;
using System.Reflection;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>Takes the text and the rule's own frames out of an exception, which itself would keep the image in memory.</summary>
internal static class RuleErrors
{
    private const int LongestMessage = 4_000;
    private const int MostFrames = 30;

    internal static RuleError From(Exception thrown)
    {
        var error = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
        return new RuleError
        {
            Type = error.GetType().FullName ?? error.GetType().Name,
            Message = error.Message.Length <= LongestMessage ? error.Message : error.Message[..LongestMessage] + "…",
            Frames = [.. new StackTrace(error, fNeedFileInfo: true).GetFrames().Where(f => f.GetFileName() is not null && IsRule(f))
                .Take(MostFrames).Select(f => $"{f.GetFileName()}({f.GetFileLineNumber()})")],
        };
    }

    private static bool IsRule(StackFrame frame) => frame.GetMethod()?.Module.Assembly.IsCollectible == true;
}
