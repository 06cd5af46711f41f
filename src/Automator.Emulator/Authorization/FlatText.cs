using System.Text;
using System.Text.Json;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Authorization;

/// <summary>A few named values in the format a client of draft 5 asks for: <c>json</c>, <c>form</c> or <c>xml</c>.</summary>
internal static class FlatText
{
    public const string JsonType = "application/json; charset=utf-8";

    public static Answer Write(string? format, int status, params IReadOnlyList<(string Name, object Value)> fields) => format switch
    {
        "form" => new Answer(status, Form(fields), "application/x-www-form-urlencoded"),
        "xml" => Answer.Xml(xml => xml.Group("OAuth", all =>
        {
            foreach (var (name, value) in fields) all.Text(name, $"{value}");
        }), status),
        _ => new Answer(status, Json(fields), JsonType),
    };

    private static byte[] Form(IReadOnlyList<(string Name, object Value)> fields) =>
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString($"{field.Value}")}")));

    private static byte[] Json(IReadOnlyList<(string Name, object Value)> fields)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                if (value is int number) json.WriteNumber(name, number);
                else json.WriteString(name, $"{value}");
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
