using System.Text.Json.Serialization;

namespace Automator.Emulator.Store;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountFacts))]
[JsonSerializable(typeof(Company))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(Category))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(Mail))]
[JsonSerializable(typeof(TodoList))]
[JsonSerializable(typeof(TodoItem))]
[JsonSerializable(typeof(TodoListTemplate))]
[JsonSerializable(typeof(CalendarEntry))]
[JsonSerializable(typeof(TimeEntry))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(Attachment))]
internal sealed partial class StoreJson : JsonSerializerContext;
