using System.Globalization;
using Automator.Emulator.Store;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Wire;

/// <summary>One request on its way through the account: who asks, for what, with which words.</summary>
internal sealed class Call(Account account, Person caller, Match match, IQueryCollection query, CallBody body)
{
    public Account Account => account;

    /// <summary>Where the client found the account, for addresses in answers: <c>http://localhost:5000</c>.</summary>
    public required string Base { get; init; }
    public Person Caller => caller;

    /// <summary>The first number in the path.</summary>
    public int Id => match.Ids[0];
    public int SecondId => match.Ids[1];

    /// <summary>What the path holds where any words may stand; null where it is too short to.</summary>
    public string? Word(int at) => match.Words.ElementAtOrDefault(at);
    public DateTimeOffset Now { get; } = account.Now;
    public Sight Sight { get; } = new(account, caller);
    public Fields Fields(string root) => Wire.Fields.Of(body.Xml, root);

    /// <summary>The record by whichever of these names, and what stands beside it.</summary>
    public Fields Gathered(params ReadOnlySpan<string> roots) => Wire.Fields.Gathered(body.Xml, roots);
    public IReadOnlyList<Fields> EachFields(string root) => Wire.Fields.Each(body.Xml, root);

    /// <summary>An element of the request that stands beside the record, or alone.</summary>
    public string? Beside(string name) => body.Xml?.Child(name)?.Text.Trim() is { Length: > 0 } text ? text : null;

    public bool Wants(string name) => Wire.Fields.Truth(Beside(name)) == true;

    /// <summary>The bytes of the body, where the route keeps them.</summary>
    public KeptFile File => body.File!;

    /// <summary>What narrows a question, in its address or, as the first API had it, in its body.</summary>
    public string? Asked(string name) => Query(name.Replace('-', '_')) ?? Beside(name);

    public string? Query(string name) => query.TryGetValue(name, out var values) ? values[0] ?? "" : null;

    /// <summary>A number too large for any record is the largest there is, rather than none: what it asks for is not there.</summary>
    public int? QueryNumber(string name) => Query(name) is not { Length: > 0 } text || !text.All(char.IsAsciiDigit)
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}

/// <summary>What came with a request: a record, a file, or neither.</summary>
internal sealed record CallBody(XmlIn? Xml = null, KeptFile? File = null);
