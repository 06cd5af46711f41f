using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

internal sealed class NumberShape(int from, int to) : Shape<int>
{
    internal override bool TryRead(JsonElement json, Place place, out int value)
    {
        value = 0;
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out value) && value >= from && value <= to)
            return true;
        var found = json.ValueKind switch
        {
            JsonValueKind.Number => Quoted.Number(json.GetRawText()),
            JsonValueKind.String when JsonText.TryGet(json, out var text) => $"the text {Quoted.Text(text)}",
            _ => JsonText.Kind(json),
        };
        return place.Wrong($"is {found}, but must be a whole number from {from} to {to}{(json.ValueKind == JsonValueKind.String ? ", without quotes" : "")}.");
    }

    internal override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = from, ["maximum"] = to };
}
