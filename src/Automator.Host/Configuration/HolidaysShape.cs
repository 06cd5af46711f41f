using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>Days by their dates.</summary>
internal sealed class HolidaysShape : Shape<IReadOnlySet<DateOnly>>
{
    private const string Format = "yyyy-MM-dd";

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out IReadOnlySet<DateOnly> value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Array)
            return place.Wrong($"is {JsonText.Kind(json)}, but must be a list of days, such as [\"2026-12-25\", \"2027-01-01\"].");
        var errors = place.Reading.Errors.Count;
        var days = new HashSet<DateOnly>();
        foreach (var (index, element) in json.EnumerateArray().Index())
        {
            var at = place.Item(index);
            if (element.ValueKind != JsonValueKind.String || !JsonText.TryGet(element, out var text))
                at.Wrong($"is {JsonText.Kind(element)}, but must be a day, such as \"2026-12-25\".");
            else if (!DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                at.Wrong($"is {Quoted.Text(text)}, but must be a day by year, month and day, such as \"2026-12-25\".");
            else
                days.Add(day);
        }

        value = days.Count == 0 ? AccountOptions.NoHolidays : days;
        return place.Reading.Errors.Count == errors;
    }

    internal override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "string", ["format"] = "date" },
    };
}
