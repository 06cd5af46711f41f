using System.Collections;
using System.Text;

namespace Automator.Worker;

/// <summary>What a console snippet gave, as text: tasks are awaited, sequences listed up to a number.</summary>
internal static class SnippetValue
{
    private const int MostItems = 50;
    private const int LongestItem = 400;

    internal static async Task<string?> Format(object? value) => value switch
    {
        null => null,
        Task task => await Format(await ResultOf(task)),
        string text => text,
        IAsyncEnumerable<object?> items => await Listed(items),
        IEnumerable items => Listed(items),
        _ => Shortened(value),
    };

    private static async Task<object?> ResultOf(Task task)
    {
        await task;
        var type = task.GetType();
        return type.IsGenericType && type.GetProperty("Result") is { } result && result.PropertyType.Name != "VoidTaskResult"
            ? result.GetValue(task)
            : null;
    }

    private static async Task<string> Listed(IAsyncEnumerable<object?> items)
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

    private static string Shortened(object item)
    {
        var text = item.ToString() ?? "";
        return text.Length <= LongestItem ? text : text[..LongestItem] + "…";
    }
}
