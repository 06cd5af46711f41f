using System.Diagnostics;
using System.Reflection;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>Takes the text and the rule's own frames out of an exception, which itself would keep the image in memory.</summary>
internal static class RuleErrors
{
    private const int LongestMessage = 4_000;
    private const int LongestType = 300;
    private const int MostFrames = 30;

    internal static RuleError From(Exception thrown)
    {
        var error = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
        return new RuleError
        {
            Type = Shortened(NameOf(error.GetType()), LongestType),
            Message = Shortened(MessageOf(error), LongestMessage),
            Call = (error as BasecampException)?.Call,
            Frames = [.. new StackTrace(error, fNeedFileInfo: true).GetFrames().Where(f => f.GetFileName() is not null && IsRule(f))
                .Take(MostFrames).Select(f => $"{f.GetFileName()}({f.GetFileLineNumber()})")],
        };
    }

    /// <summary>Arguments of generics nest, and their names double with each level.</summary>
    private static string NameOf(Type type) => type.IsGenericType ? $"{type.Namespace}.{type.Name}".TrimStart('.') : type.FullName ?? type.Name;

    /// <summary>The rule's own code where the exception is of its own type: it may throw, or give nothing.</summary>
    private static string MessageOf(Exception error)
    {
        try
        {
            return error.Message ?? "";
        }
        catch (Exception)
        {
            return "(Its message could not be had: to make it threw another exception.)";
        }
    }

    private static string Shortened(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";

    private static bool IsRule(StackFrame frame) => frame.GetMethod()?.Module.Assembly.IsCollectible == true;
}
