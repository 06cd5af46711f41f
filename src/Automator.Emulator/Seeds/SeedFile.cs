using System.Text.Json;
using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>A seed a person writes: names refer to names, dates are days before or after the moment it is planted.</summary>
internal sealed class SeedFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly JsonElement _root;

    private SeedFile(JsonElement root) => _root = root;

    public static SeedFile Read(string path, TimeProvider time)
    {
        if (!File.Exists(path)) throw new EmulatorException($"The seed {path} does not exist. A seed is demo, empty, generated, or the path of a JSON file.");
        try
        {
            return Parse(File.ReadAllText(path), path, time);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException($"The seed {path} cannot be used: {fault.Message}", fault);
        }
    }

    /// <param name="json">The text.</param>
    /// <param name="path">Where it comes from, for errors.</param>
    /// <param name="time">The account's, which its dates are told from.</param>
    public static SeedFile Parse(string json, string path, TimeProvider time)
    {
        try
        {
            var file = new SeedFile(JsonElement.Parse(json, Lenient));
            file.Rehearse(time);
            return file;
        }
        catch (Exception fault) when (fault is JsonException or SeedFaultException)
        {
            throw new EmulatorException($"The seed {path} cannot be used: {fault.Message}", fault);
        }
    }

    public void Plant(Seedbed bed) => SeedNode.Read(_root, root =>
    {
        new SeedFileCompanies(bed).Plant(root);
        var names = new SeedNames(bed.Account);
        root.Each("listTemplates", template => ListTemplate(bed, names, template));
        root.Each("projects", new SeedFileProjects(bed, names).Plant);
    });

    /// <summary>On an account that nobody sees: what is wrong shows before the account that is there is thrown away.</summary>
    private void Rehearse(TimeProvider time)
    {
        using var stage = new Account(time);
        stage.Work(account =>
        {
            account.Begin("");
            Plant(new Seedbed(account));
        });
    }

    private static void ListTemplate(Seedbed bed, SeedNames names, SeedNode template)
    {
        var items = new List<TemplateItem>();
        template.Each("items", item => items.Add(new TemplateItem(item.Words("content"), names.Party(item, "responsible"))), shorthand: "content");
        bed.Template(template.Words("name"), template.Text("description") ?? "", items);
    }
}
