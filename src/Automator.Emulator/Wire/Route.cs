namespace Automator.Emulator.Wire;

internal delegate Answer Handler(Call call);

/// <summary>What a route does with the body of a request.</summary>
internal enum Reads
{
    /// <summary>It is ignored, whatever it holds.</summary>
    Nothing,

    /// <summary>It is read; what is no XML is an error.</summary>
    Xml,

    /// <summary>It is read, and ignored where it is no XML: a body on a GET.</summary>
    XmlIfAny,

    /// <summary>It is kept as a file.</summary>
    Bytes,
}

/// <param name="Path">Without suffix; <c>{…}</c> stands for a number, <c>{*}</c> for a segment of any words.</param>
internal sealed record Route(string Method, string Path, Handler Handle, Reads Reads = Reads.Nothing)
{
    public const string AnyWords = "{*}";

    private static readonly string[] AnyMethod = ["GET", "PUT", "POST", "DELETE"];

    public static Route Get(string path, Handler handle, Reads reads = Reads.Nothing) => new("GET", path, handle, reads);
    public static Route Post(string path, Handler handle, Reads reads = Reads.Xml) => new("POST", path, handle, reads);
    public static Route Put(string path, Handler handle) => new("PUT", path, handle, Reads.Xml);
    public static Route Delete(string path, Handler handle) => new("DELETE", path, handle);

    /// <summary>A change that needs no words.</summary>
    public static Route Act(string path, Handler handle) => new("PUT", path, handle);

    /// <summary>
    /// A call of the first API. The verb stands in the path, so clients make it by whichever method they like, and few say
    /// what they accept. A body on a GET or DELETE counts if it can be read.
    /// </summary>
    public static IEnumerable<Route> Older(string path, Handler handle, Reads reads = Reads.XmlIfAny) => AnyMethod.Select(method =>
        new Route(method, path, handle, reads == Reads.Xml && method is "GET" or "DELETE" ? Reads.XmlIfAny : reads) { AnyAccept = true });

    /// <summary>It answers in its one form, whatever the client says it accepts.</summary>
    public bool AnyAccept { get; init; }
}
