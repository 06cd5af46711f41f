using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

internal sealed class FractionShape(double from, double to) : Shape<double>
{
    internal override bool TryRead(JsonElement json, Place place, out double value)
    {
        value = 0;
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out value) && value >= from && value <= to)
            return true;
        var found = json.ValueKind == JsonValueKind.Number ? Quoted.Number(json.GetRawText()) : JsonText.Kind(json);
        return place.Wrong(string.Create(CultureInfo.InvariantCulture, $"is {found}, but must be a number from {from} to {to}."));
    }

    internal override JsonObject Schema() => new() { ["type"] = "number", ["minimum"] = from, ["maximum"] = to };
}
