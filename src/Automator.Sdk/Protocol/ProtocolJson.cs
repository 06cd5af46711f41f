using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

/// <summary>Everything that crosses the pipe, with code generated at build: neither side reflects.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = false)]
[JsonSerializable(typeof(HostFrame))]
[JsonSerializable(typeof(WorkerFrame))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(RuleDefinition))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Created))]
[JsonSerializable(typeof(Uploaded))]
[JsonSerializable(typeof(StateValue))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Person[]))]
[JsonSerializable(typeof(Company))]
[JsonSerializable(typeof(Company[]))]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(Project[]))]
[JsonSerializable(typeof(TodoList))]
[JsonSerializable(typeof(TodoList[]))]
[JsonSerializable(typeof(TodoItem))]
[JsonSerializable(typeof(TodoItem[]))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Message[]))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(Comment[]))]
[JsonSerializable(typeof(ProjectCounts))]
[JsonSerializable(typeof(Category))]
[JsonSerializable(typeof(Category[]))]
[JsonSerializable(typeof(MessageHeading))]
[JsonSerializable(typeof(MessageHeading[]))]
[JsonSerializable(typeof(Attachment))]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(CalendarEntry))]
[JsonSerializable(typeof(CalendarEntry[]))]
[JsonSerializable(typeof(TimeEntry))]
[JsonSerializable(typeof(TimeEntry[]))]
internal sealed partial class ProtocolJson : JsonSerializerContext
{
    internal const int Version = 1;

    internal static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, typeof(T), Default);

    internal static T FromElement<T>(JsonElement json) =>
        (T?)json.Deserialize(typeof(T), Default) ?? throw new JsonException($"null is no {typeof(T).Name}.");
}
