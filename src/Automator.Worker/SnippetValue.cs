using System.Collections;
using System.Reflection;
using System.Text;

namespace Automator.Worker;

/// <summary>What a console snippet gave, as text: tasks are awaited, sequences listed up to a number.</summary>
internal static class SnippetValue
{
    private const int MostItems = 50;
    private const int LongestItem = 400;
    private const int LongestText = 100_000;

    internal static async Task<string?> Format(object? value) => value switch
    {
        null => null,
        Task task => await Format(await ResultOf(task)),
        ValueTask task => await Format(await ResultOf(task.AsTask())),
        string text => Shortened(text, LongestText),
        IEnumerable items => Listed(items),
        _ when Closed(value, typeof(ValueTask<>)) is { } type => await Format(await ResultOf((Task)type.GetMethod("AsTask")!.Invoke(value, null)!)),
        _ when Closed(value, typeof(IAsyncEnumerable<>)) is { } type => await (Task<string>)Listing.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value])!,
        _ => Shortened(value),
    };

    private static MethodInfo Listing { get; } = typeof(SnippetValue).GetMethod(nameof(ListedAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What a generic type's argument is only the value's own type knows.</summary>
    private static Type? Closed(object value, Type open)
    {
        var type = value.GetType();
        return type.GetInterfaces().Append(type).FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == open);
    }

    private static async Task<object?> ResultOf(Task task)
    {
        await task;
        var type = task.GetType();
        return type.IsGenericType && type.GetProperty("Result") is { } result && result.PropertyType.Name != "VoidTaskResult"
            ? result.GetValue(task)
            : null;
    }

    private static async Task<string> ListedAsync<T>(IAsyncEnumerable<T> items)
    {
        var text = new StringBuilder();
        var count = 0;
        await foreach (var item in items)
        {
            if (!Append(text, item, count++))
                break;
        }

        return count == 0 ? "(none)" : text.ToString().TrimEnd();
    }

    private static string Listed(IEnumerable items)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (var item in items)
        {
            if (!Append(text, item, count++))
                break;
        }

        return count == 0 ? "(none)" : text.ToString().TrimEnd();
    }

    private static bool Append(StringBuilder text, object? item, int index)
    {
        if (index == MostItems)
        {
            text.AppendLine($"… (the first {MostItems})");
            return false;
        }

        text.AppendLine(item is null ? "null" : Shortened(item));
        return true;
    }

    private static string Shortened(object item) => Shortened(item.ToString() ?? "", LongestItem);

    private static string Shortened(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";
}
