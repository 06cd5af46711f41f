using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>What a person may say that an effect in doubt has made.</summary>
internal static class ClaimedRecords
{
    /// <summary>Whether the effect makes a record, which then must be named.</summary>
    internal static bool AreMadeBy(EffectRecord effect) => TypeOf(effect).IsSubclassOf(typeof(Effect<Created>));

    /// <summary>Whether it puts up a file, whose number only its lost answer told.</summary>
    internal static bool IsUpload(EffectRecord effect) => TypeOf(effect) == typeof(UploadFile);

    /// <summary>As the rule gets it: what the account would have answered.</summary>
    internal static string Result(long? id) =>
        (id is { } made ? ProtocolJson.ToElement(new Created { Id = made }) : ProtocolJson.ToElement(Done.Value)).GetRawText();

    /// <summary>Reads the record of the effect's kind that has this id.</summary>
    internal static Operation Read(EffectRecord effect, long id) => TypeOf(effect).Name switch
    {
        nameof(CreateProject) => new ReadProject { Id = id },
        nameof(CreateTodoList) => new ReadTodoList { Id = id },
        nameof(CreateTodoItem) => new ReadTodoItem { Id = id },
        nameof(CreateMessage) => new ReadMessage { Id = id },
        nameof(CreateComment) => new ReadComment { Id = id },
        nameof(CreateCategory) => new ReadCategory { Id = id },
        nameof(CreateTimeEntry) => new ReadTimeEntry { Id = id },
        nameof(CreateCalendarEntry) => new ReadCalendarEntry { ProjectId = ProjectOf(effect.Path), Id = id },
        _ => throw new ArgumentException($"{effect.Operation} makes no record.", nameof(effect)),
    };

    private static Type TypeOf(EffectRecord effect) =>
        VariantConverter<Operation>.Names.First(named => named.Value == effect.Operation).Key;

    /// <param name="path">Such as <c>/projects/12/calendar_entries.xml</c>.</param>
    private static long ProjectOf(string path) => long.Parse(path.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
}
