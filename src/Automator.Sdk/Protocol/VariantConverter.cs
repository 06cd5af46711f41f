using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

/// <summary>
/// Writes a record of a closed set as an object whose one property is its name: <c>{"cancel":{"reason":"…"}}</c>. JsonSerializer's own
/// way to tell them apart prepares all of them before the first is written, which takes a worker longer than its whole start.
/// </summary>
internal sealed class VariantConverter<TBase> : JsonConverter<TBase>
    where TBase : class
{
    private static readonly FrozenDictionary<string, Type> Types = Variants.ToFrozenDictionary(one => one.Name, one => one.Type);

    /// <summary>The name on the wire, by type.</summary>
    internal static FrozenDictionary<Type, string> Names { get; } = Variants.ToFrozenDictionary(one => one.Type, one => one.Name);

    private static IEnumerable<VariantAttribute> Variants => typeof(TBase).GetCustomAttributes<VariantAttribute>();

    public override TBase? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            throw new JsonException($"A {typeof(TBase).Name} is an object with one property, its name.");

        var name = reader.GetString()!;
        if (!Types.TryGetValue(name, out var type))
            throw new JsonException($"There is no {typeof(TBase).Name} named '{name}'.");

        reader.Read();
        var value = JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(type))
            ?? throw new JsonException($"'{name}' is null.");
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject)
            throw new JsonException($"Something follows '{name}'.");
        return (TBase)value;
    }

    public override void Write(Utf8JsonWriter writer, TBase value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(Names[value.GetType()]);
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
        writer.WriteEndObject();
    }
}
