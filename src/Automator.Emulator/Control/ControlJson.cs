using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Emulator.Control;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(ControlState))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(RecordsState))]
[JsonSerializable(typeof(ClockState))]
[JsonSerializable(typeof(ClockWish))]
[JsonSerializable(typeof(ClockStep))]
[JsonSerializable(typeof(Settings))]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(List<Fault>))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
[JsonSerializable(typeof(SnapshotRecord))]
[JsonSerializable(typeof(IReadOnlyList<SnapshotRecord>))]
[JsonSerializable(typeof(IReadOnlyList<RequestEntry>))]
[JsonSerializable(typeof(IReadOnlyList<PersonRecord>))]
[JsonSerializable(typeof(IReadOnlyList<MailRecord>))]
internal sealed partial class ControlJson : JsonSerializerContext;
