using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>
/// By what a record is told to be what an effect made. What an account may change on its own, or leave out, is not among it, so that no
/// record of ours is taken for another's and made twice.
/// </summary>
internal sealed class Likeness
{
    /// <summary>In place of nothing where nothing is meant; null may be anything.</summary>
    private static readonly object Nothing = new();

    private readonly Operation _collection;
    private readonly object?[] _values;

    private Likeness(Operation collection, object?[] values) => (_collection, _values) = (collection, values);

    internal static Likeness Of(Operation create) => new(MadeRecords.Collection(create), Sent(create));

    /// <summary>Whether the record may be what the effect made.</summary>
    internal bool Has(object record) => IsMet(There(record));

    /// <summary>Whether one record may be like both.</summary>
    internal bool MayBe(Likeness other) => _collection == other._collection && IsMet(other._values);

    private bool IsMet(object?[] others) => _values.Zip(others).All(pair => pair.First is null || pair.Second is null || pair.First.Equals(pair.Second));

    private static object?[] Sent(Operation create) => create switch
    {
        CreateProject e => [Text(e.Name)],
        // A template brings a name and a description of its own.
        CreateTodoList e => [Text(e.Name), Text(e.Description)],
        CreateTodoItem e => [Text(e.Content), Exactly(e.DueOn), Exactly(KeptValues.Party(e.Responsible))],
        // The account may have made HTML of the body.
        CreateMessage e => [Text(e.Title), e.Attachments.Length],
        CreateComment e => [Text(e.Body), e.Attachments.Length],
        CreateCategory e => [Text(e.Name)],
        CreateCalendarEntry e => [Text(e.Title), e.DueOn, KeptValues.Instant(e.At)],
        CreateTimeEntry e => [e.Date, KeptValues.Hours(e.Hours), Text(e.Description), e.PersonId, Exactly(e.TodoItemId)],
        _ => throw new ArgumentException($"{create.OperationName} makes no record.", nameof(create)),
    };

    private static object?[] There(object record) => record switch
    {
        Project r => [Text(r.Name)],
        TodoList r => [Text(r.Name), Text(r.Description)],
        TodoItem r => [Text(r.Content), Exactly(r.DueOn), Exactly(KeptValues.Party(r.Responsible))],
        Message r => [Text(r.Title), r.AttachmentsCount],
        Comment r => [Text(r.Body), r.AttachmentsCount],
        Category r => [Text(r.Name)],
        CalendarEntry r => [Text(r.Title), r.DueOn, Exactly(KeptValues.Instant(r.At))],
        TimeEntry r => [r.Date, KeptValues.Hours(r.Hours), Text(r.Description), Exactly(r.PersonId), Exactly(r.TodoItemId)],
        _ => throw new ArgumentException($"{record.GetType().Name} is no record that an effect makes.", nameof(record)),
    };

    private static string? Text(string? text) => KeptValues.Text(text);

    private static object Exactly<T>(T? value) where T : struct => value is { } there ? there : Nothing;
}
