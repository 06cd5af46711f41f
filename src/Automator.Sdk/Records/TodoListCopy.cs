using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>Copies a list call by call, so that every effect of a copy is an effect of its own.</summary>
internal static class TodoListCopy
{
    internal static async Task<TodoList> Make(TodoList source, Project project, CopyOptions options)
    {
        var name = options.Name ?? source.Name;
        var existing = (await project.TodoLists()).FirstOrDefault(list => list.Name == name);
        switch (existing, options.IfExists)
        {
            case (not null, IfExists.Skip):
                Log.Info($"'{project.Name}' has a list '{name}' already; nothing copied.");
                return existing;
            case (not null, IfExists.Fail):
                throw new InvalidException($"The project '{project.Name}' has a list '{name}' already.");
        }

        var items = await ItemsOf(source, options);
        var present = new HashSet<string>(StringComparer.Ordinal);
        if (existing is not null && options.IfExists == IfExists.Merge)
            present = [.. (await existing.Items()).Select(item => item.Content)];
        var missing = items.Where(item => !present.Contains(item.Content)).ToList();

        var copy = options.IfExists == IfExists.Merge && existing is not null ? existing : await CopyList(source, project, name);
        var responsible = await PeopleOn(project, missing);
        var days = Shift(items, options);
        foreach (var item in missing)
            await copy.CreateItem(item.Content, Shifted(item.DueOn, days, options), OnProject(item, responsible, project));
        return copy;
    }

    private static async Task<IReadOnlyList<TodoItem>> ItemsOf(TodoList source, CopyOptions options) => options.IfCompleted == IfCompleted.Reopen
        ? [.. (await source.Items()).OrderBy(item => item.IsCompleted)]
        : await source.Items(open: true);

    /// <summary>By how many days the due dates move: null leaves them. What a merge finds there already counts, so that it finishes what broke off.</summary>
    private static int? Shift(IReadOnlyList<TodoItem> items, CopyOptions options) =>
        options.StartOn is { } start && (options.Anchor ?? items.Min(item => item.DueOn)) is { } anchor
            ? start.DayNumber - anchor.DayNumber
            : null;

    private static DateOnly? Shifted(DateOnly? due, int? days, CopyOptions options) => (due, days) switch
    {
        ({ } day, { } shift) when options.SkipWeekends => OffWeekend(day.AddDays(shift)),
        ({ } day, { } shift) => day.AddDays(shift),
        _ => due,
    };

    private static DateOnly OffWeekend(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Clock.NextWorkday(day) : day;

    private static Task<TodoList> CopyList(TodoList source, Project project, string name)
    {
        if (source.MilestoneId is not null)
            Log.Info($"'{name}' was copied without its milestone, which belongs to its own project.");
        return project.CreateTodoList(name, new TodoListOptions
        {
            Description = source.Description.Length == 0 ? null : source.Description,
            IsPrivate = source.IsPrivate,
            IsTracked = source.IsTracked,
        });
    }

    private static async Task<HashSet<(PartyKind Kind, long Id)>> PeopleOn(Project project, List<TodoItem> items)
    {
        if (items.All(item => item.Responsible is null))
            return [];
        var people = await project.People();
        return [.. people.Select(p => (PartyKind.Person, p.Id)), .. people.Select(p => (PartyKind.Company, p.CompanyId))];
    }

    private static Party? OnProject(TodoItem item, HashSet<(PartyKind Kind, long Id)> people, Project project)
    {
        if (item.Responsible is not { } party || people.Contains((party.Kind, party.Id)))
            return item.Responsible;
        Log.Info($"'{item.Content}': {party.Name ?? "the one responsible"} is not on '{project.Name}' and was left off.");
        return null;
    }
}
