using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Sdk.Protocol;

/// <summary>
/// Values of a rule as JSON and back. JsonSerializer would keep a rule's types in its caches, and with them the rule's
/// image in memory; this reflects anew each time and keeps nothing.
/// </summary>
internal static class ValueCodec
{
    private const int MaximumDepth = 16;

    internal static JsonElement? Write(object? value) =>
        value is null ? null : JsonSerializer.SerializeToElement(ToNode(value, 0)!, ValueJson.Default.JsonNode);

    internal static T? Read<T>(JsonElement json) => (T?)FromElement(json, typeof(T), ValueFit.Kept);

    /// <summary>One that was written by somebody else than the rule.</summary>
    internal static T? Read<T>(JsonElement json, ValueFit fit) => (T?)FromElement(json, typeof(T), fit);

    private static JsonNode? ToNode(object? value, int depth)
    {
        if (depth > MaximumDepth)
            throw new ArgumentException($"A value nested more than {MaximumDepth} deep cannot be kept; does it contain itself?");
        return value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            byte number => JsonValue.Create(number),
            short number => JsonValue.Create(number),
            int number => JsonValue.Create(number),
            uint number => JsonValue.Create(number),
            ulong number => JsonValue.Create(number),
            float number => JsonValue.Create(float.IsFinite(number) ? number : throw Unfit(typeof(float), $"{number} is no number that JSON has")),
            char letter => JsonValue.Create(letter.ToString()),
            DateTime time => JsonValue.Create(time.ToString("O")),
            long number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            double number => JsonValue.Create(double.IsFinite(number) ? number : throw Unfit(typeof(double), $"{number} is no number that JSON has")),
            DateOnly day => JsonValue.Create(day.ToString("O")),
            TimeOnly time => JsonValue.Create(time.ToString("O")),
            DateTimeOffset instant => JsonValue.Create(instant.ToString("O")),
            TimeSpan span => JsonValue.Create(span.ToString("c")),
            Guid id => JsonValue.Create(id.ToString("D")),
            Enum name => JsonValue.Create(name.ToString()),
            ITuple tuple => new JsonArray([.. Enumerable.Range(0, tuple.Length).Select(i => ToNode(tuple[i], depth + 1))]),
            IDictionary map => ToObject(map, depth),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(item => ToNode(item, depth + 1))]),
            _ => ToObject(value, depth),
        };
    }

    private static JsonObject ToObject(IDictionary map, int depth)
    {
        var json = new JsonObject();
        foreach (DictionaryEntry entry in map)
            json.Add(entry.Key as string ?? throw Unfit(map.GetType(), "its keys are not text"), ToNode(entry.Value, depth + 1));
        return json;
    }

    private static JsonObject ToObject(object value, int depth)
    {
        var json = new JsonObject();
        var members = Members(value.GetType()).ToList();
        if (members.Count == 0)
            throw Unfit(value.GetType(), "it has nothing that could be read and set again");
        foreach (var property in members)
            json.Add(property.Name, ToNode(property.GetValue(value), depth + 1));
        return json;
    }

    private static object? FromElement(JsonElement json, Type type, ValueFit fit)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        try
        {
            return type switch
            {
                _ when type == typeof(string) => json.GetString(),
                _ when type == typeof(bool) => json.GetBoolean(),
                _ when type == typeof(byte) => json.GetByte(),
                _ when type == typeof(short) => json.GetInt16(),
                _ when type == typeof(int) => json.GetInt32(),
                _ when type == typeof(uint) => json.GetUInt32(),
                _ when type == typeof(ulong) => json.GetUInt64(),
                _ when type == typeof(float) => json.GetSingle(),
                _ when type == typeof(char) => json.GetString()!.Single(),
                _ when type == typeof(DateTime) => DateTime.ParseExact(json.GetString()!, "O", null, DateTimeStyles.RoundtripKind),
                _ when type == typeof(long) => json.GetInt64(),
                _ when type == typeof(decimal) => json.GetDecimal(),
                _ when type == typeof(double) => json.GetDouble(),
                _ when type == typeof(DateOnly) => DateOnly.ParseExact(json.GetString()!, "O"),
                _ when type == typeof(TimeOnly) => TimeOnly.Parse(json.GetString()!, CultureInfo.InvariantCulture),
                _ when type == typeof(DateTimeOffset) => Instant(json.GetString()!),
                _ when type == typeof(TimeSpan) => Duration(json.GetString()!),
                _ when type == typeof(Guid) => Guid.ParseExact(json.GetString()!, "D"),
                { IsEnum: true } => Enum.TryParse(type, json.GetString(), ignoreCase: true, out var member) ? member : throw new FormatException(),
                { IsArray: true } => ToArray(json, type.GetElementType()!, fit),
                { IsGenericType: true } when typeof(ITuple).IsAssignableFrom(type) => ToTuple(json, type, fit),
                { IsGenericType: true } => ToCollection(json, type, fit),
                _ => ToRecord(json, type, fit),
            };
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException or MissingMethodException or TargetInvocationException)
        {
            throw new InvalidOperationException($"The value is no {type.Name}: {Shortened(json)}", e);
        }
    }

    /// <summary>As it was kept, or as people write it.</summary>
    private static TimeSpan Duration(string text)
    {
        if (DurationText.TryParse(text, out var span))
            return span < TimeSpan.MaxValue ? span : throw new FormatException();
        // With a sign or parts of a second; alone the format would take "7" for seven days.
        return text.Count(letter => letter == ':') == 2 ? TimeSpan.ParseExact(text, "c", null) : throw new FormatException();
    }

    /// <summary>With its day, since a time alone would be one of today; without an offset it is UTC.</summary>
    private static DateTimeOffset Instant(string text) => text.Length > 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", out _)
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : throw new FormatException();

    private static Array ToArray(JsonElement json, Type element, ValueFit fit)
    {
        var array = Array.CreateInstance(element, json.GetArrayLength());
        var index = 0;
        foreach (var item in json.EnumerateArray())
            array.SetValue(FromElement(item, element, fit), index++);
        return array;
    }

    private static object ToTuple(JsonElement json, Type type, ValueFit fit) => Activator.CreateInstance(
        type, [.. type.GetGenericArguments().Zip(json.EnumerateArray(), (element, item) => FromElement(item, element, fit))])!;

    private static object ToCollection(JsonElement json, Type type, ValueFit fit)
    {
        var arguments = type.GetGenericArguments();
        if (arguments is [var key, var value] && key == typeof(string)
            && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)))
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            foreach (var property in json.EnumerateObject())
                map.Add(property.Name, FromElement(property.Value, value, fit));
            return map;
        }

        if (arguments is [var element] && type.IsAssignableFrom(typeof(List<>).MakeGenericType(element)))
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            foreach (var item in json.EnumerateArray())
                list.Add(FromElement(item, element, fit));
            return list;
        }

        return arguments is [var member] && type.IsAssignableFrom(typeof(HashSet<>).MakeGenericType(member))
            ? Activator.CreateInstance(type, ToArray(json, member, fit))!
            : ToRecord(json, type, fit);
    }

    private static object ToRecord(JsonElement json, Type type, ValueFit fit)
    {
        // Before anything of it is made.
        RequireFit(type);
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length)
            .FirstOrDefault(c => c.GetParameters().All(p => p.ParameterType != type));
        if (constructor is null)
            throw Unfit(type, "it has no public constructor");
        var parameters = constructor.GetParameters();
        if (fit != ValueFit.Kept)
            RequireWhole(json, type, parameters, mayHaveMore: fit == ValueFit.Whole);
        var record = constructor.Invoke([.. parameters.Select(p => Member(json, p, fit))]);
        foreach (var property in Members(type).Where(p => p.CanWrite && parameters.All(a => a.Name != p.Name)))
        {
            if (TryFind(json, property.Name, out var value))
                property.SetValue(record, FromElement(value, property.PropertyType, fit));
        }

        return record;
    }

    private static void RequireWhole(JsonElement json, Type type, ParameterInfo[] parameters, bool mayHaveMore)
    {
        var nullability = new NullabilityInfoContext();
        var names = parameters.Select(p => p.Name!).Union(Members(type).Select(p => p.Name)).ToList();
        if (!mayHaveMore && json.EnumerateObject().Select(given => given.Name).FirstOrDefault(given => !names.Contains(given, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new ArgumentException($"'{unknown}' is nothing that a {type.Name} has; it has {string.Join(", ", names)}.");
        var wanted = parameters.Where(p => !p.HasDefaultValue && nullability.Create(p).WriteState == NullabilityState.NotNull).Select(p => p.Name!)
            .Union(Members(type).Where(p => p.IsDefined(typeof(RequiredMemberAttribute))).Select(p => p.Name));
        if (wanted.FirstOrDefault(name => !TryFind(json, name, out var value) || value.ValueKind == JsonValueKind.Null) is { } missing)
            throw new ArgumentException($"'{missing}' of the {type.Name} is missing.");
    }

    private static object? Member(JsonElement json, ParameterInfo parameter, ValueFit fit) =>
        TryFind(json, parameter.Name!, out var value) ? FromElement(value, parameter.ParameterType, fit)
        : fit != ValueFit.Kept && parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;

    /// <summary>By its exact name, or in other letters: people write <c>"untouchedFor"</c> for <c>UntouchedFor</c>.</summary>
    private static bool TryFind(JsonElement json, string name, out JsonElement value)
    {
        if (json.TryGetProperty(name, out value))
            return true;
        foreach (var property in json.EnumerateObject())
        {
            if (!property.NameEquals(name) && string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = property.Value;
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<PropertyInfo> Members(Type type)
    {
        RequireFit(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0
            && (p.CanWrite || type.GetConstructors().Any(c => c.GetParameters().Any(a => a.Name == p.Name))));
    }

    private static void RequireFit(Type type)
    {
        if (type.IsPrimitive || typeof(Delegate).IsAssignableFrom(type) || typeof(Task).IsAssignableFrom(type) || type == typeof(object))
            throw Unfit(type, "only numbers, text, dates, and records, lists and dictionaries of these are");
    }

    private static ArgumentException Unfit(Type type, string reason) => new($"A {type.Name} cannot be kept: {reason}.");

    internal static string Shortened(JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.String ? $"\"{json.GetString()}\"" : json.GetRawText();
        return text.Length <= 80 ? text : text[..80] + "…";
    }
}
