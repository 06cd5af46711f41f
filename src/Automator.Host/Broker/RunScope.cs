using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>
/// Holds a run to what <c>Rule.Only</c> leaves it: the kinds of records it may change, and the projects. Where a record is, is
/// known from what the run has read; what it has not, is read here, on the run's account. What cannot be told is refused.
/// </summary>
internal sealed class RunScope(RuleScope scope, IAccountClient account, RunSpending spending, RunOutcome outcome)
{
    /// <summary>An item is in a list, a comment on an item: no record lies deeper than this.</summary>
    private const int Deepest = 4;

    private readonly RecordPlaces _places = new();
    private readonly Lock _gate = new();
    private Task<HashSet<long>>? _projects;

    internal void Learn(object answer)
    {
        if (scope.Projects.Count > 0)
            _places.Learn(answer);
    }

    internal void LearnCreated(Operation effect, long id)
    {
        if (scope.Projects.Count > 0)
            _places.LearnCreated(effect, id);
    }

    /// <exception cref="RunStopException">The effect is outside: the run ends as refused, and nothing was sent.</exception>
    internal async Task Require(Operation effect, CancellationToken cancellation)
    {
        var kind = EffectTargets.KindOf(effect);
        if (scope.Kinds.Count > 0 && !scope.Kinds.Contains(kind))
            throw Outside(effect, $"changes a {Word(kind)}, and Rule.Only lets it change nothing but: {string.Join(", ", scope.Kinds.Select(Word))}");
        if (scope.Projects.Count == 0)
            return;
        if (effect is CreateProject)
            throw Outside(effect, $"makes a project, and Rule.Only keeps it to {string.Join(", ", scope.Projects)}");
        foreach (var target in EffectTargets.Of(effect))
        {
            var project = await ProjectOf(effect, target, cancellation);
            if (!(await Projects(effect, cancellation)).Contains(project))
                throw Outside(effect, $"changes something in the project {project}, and Rule.Only keeps it to {string.Join(", ", scope.Projects)}");
        }
    }

    private async Task<long> ProjectOf(Operation effect, RecordKey record, CancellationToken cancellation)
    {
        var at = record;
        for (var steps = 0; at.Kind != RecordKind.Project && steps < Deepest; steps++)
        {
            if (_places.Of(at) is null && Read(at) is { } query)
                _places.Learn(await account.Answer(query, spending.Source(query.OperationName), cancellation));
            at = _places.Of(at) ?? throw Outside(effect, $"changes the {Word(at.Kind)} {at.Id}, of which the run has not seen in what project it is. Read it first");
        }

        return at.Id;
    }

    /// <summary>By the names of the rule, asked once a run.</summary>
    private Task<HashSet<long>> Projects(Operation effect, CancellationToken cancellation)
    {
        lock (_gate)
            return _projects is { IsFaulted: false, IsCanceled: false } ? _projects : _projects = Find();

        async Task<HashSet<long>> Find()
        {
            var query = new ListProjects();
            var all = (Project[])await account.Answer(query, spending.Source(query.OperationName), cancellation);
            var found = all.Where(project => scope.Projects.Contains(project.Name)).ToList();
            var missing = scope.Projects.Except(found.Select(project => project.Name)).ToList();
            return missing.Count == 0
                ? [.. found.Select(project => project.Id)]
                : throw Outside(effect, $"may change something only in projects of which there is none by that name: {string.Join(", ", missing)}");
        }
    }

    private static Operation? Read(RecordKey record) => record.Id <= 0 ? null : record.Kind switch
    {
        RecordKind.TodoList => new ReadTodoList { Id = record.Id },
        RecordKind.TodoItem => new ReadTodoItem { Id = record.Id },
        RecordKind.Message => new ReadMessage { Id = record.Id },
        RecordKind.Comment => new ReadComment { Id = record.Id },
        RecordKind.Category => new ReadCategory { Id = record.Id },
        RecordKind.TimeEntry => new ReadTimeEntry { Id = record.Id },
        _ => null,
    };

    private RunStopException Outside(Operation effect, string why) =>
        outcome.Stop(RunStatus.Refused, $"The rule asked for {effect.OperationName}, which {why}. Nothing was done.");

    private static string Word(RecordKind kind) => kind switch
    {
        RecordKind.TodoList => "to-do list",
        RecordKind.TodoItem => "to-do",
        RecordKind.CalendarEntry => "calendar entry",
        RecordKind.TimeEntry => "time entry",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
