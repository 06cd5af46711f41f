using System.Globalization;

namespace Automator.Emulator.Wire;

/// <summary>The record a client sent, bare or inside a request. A field that is missing, nil or of a shape we cannot read is null.</summary>
internal sealed class Fields(XmlIn? record, XmlIn? request)
{
    public static Fields Of(XmlIn? body, string root)
    {
        if (body is null) return new Fields(null, null);
        if (body.Name == root) return new Fields(body, body);
        return body.Name == "request" ? new Fields(body.Child(root), body) : new Fields(null, body);
    }

    /// <summary>All a request says of a record, inside it and beside it: the first API put words in either place, some clients in the other one.</summary>
    public static Fields Gathered(XmlIn? body, params ReadOnlySpan<string> roots)
    {
        if (body is null) return new Fields(null, null);
        if (roots.Contains(body.Name)) return new Fields(body, body);
        if (body.Name != "request" || body.Children.Count == 0) return new Fields(null, body);
        XmlIn? record = null;
        foreach (var root in roots) record ??= body.Child(root);
        var all = new XmlIn(roots[0]);
        foreach (var child in (record?.Children ?? []).Concat(body.Children.Where(child => child != record))) all.Add(child);
        return new Fields(all, all);
    }

    /// <summary>Where a request holds several records of a kind.</summary>
    public static IReadOnlyList<Fields> Each(XmlIn? body, string root) => body?.Name == root
        ? [new Fields(body, body)]
        : [.. (body?.ChildrenOf(root) ?? []).Select(record => new Fields(record, body))];

    public bool Any => record is not null;

    /// <summary>A name given twice counts once, as the first.</summary>
    public string? Text(string name) => record?.Child(name)?.Text;

    public string? Filled(string name) => Text(name)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The words as they were sent, unless there are none.</summary>
    public string? Words(string name) => string.IsNullOrWhiteSpace(Text(name)) ? null : Text(name);

    public bool Has(string name) => record?.Child(name) is not null;

    public int? Integer(string name) =>
        int.TryParse(Filled(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The type a client gives an element, in small letters.</summary>
    public string? TypeOf(string name) => record?.Child(name)?.Type?.ToLowerInvariant();

    public bool? Boolean(string name) => Truth(Filled(name));

    public static bool? Truth(string? text) => text?.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => null,
    };

    /// <summary>Ids of the array the body is: <c>todo-items/todo-item/id</c>.</summary>
    public IReadOnlyList<int> Ids(string element) => Numbers((record?.ChildrenOf(element) ?? []).Select(child => child.Child("id")?.Text));

    /// <summary>Files named beside the record (documented) or in it: an element each, or all in an array.</summary>
    public IEnumerable<XmlIn> Attachments() =>
        InOrBeside("attachments").SelectMany(element => element.Child("attachment") is null ? [element] : element.ChildrenOf("attachment"));

    /// <summary>People named beside the record (documented) or in it.</summary>
    public IReadOnlyList<int> Notify() => Numbers(InOrBeside("notify").Select(element => element.Text));

    private IEnumerable<XmlIn> InOrBeside(string name) =>
        new[] { record, request }.Distinct().OfType<XmlIn>().SelectMany(at => at.ChildrenOf(name));

    private static List<int> Numbers(IEnumerable<string?> texts) =>
    [
        .. texts.Select(text => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Distinct(),
    ];
}
