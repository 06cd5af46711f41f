using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace Automator.Emulator.Wire;

/// <summary>One element of a request body. Names carry dashes, whatever the client wrote.</summary>
internal sealed class XmlIn(string given)
{
    // Far past any record of the API, far short of what exhausts a stack.
    private const int MostDepth = 32;

    // A list of ten thousand ids is twice as many: a body of nothing but tags would otherwise be a hundred times its size here.
    public const int MostElements = 25_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 4 << 20,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private static readonly List<XmlIn> None = [];
    private StringBuilder? _text;
    private List<XmlIn>? _children;

    public string Name { get; } = given.Replace('_', '-');
    public string Text => _text?.ToString() ?? "";

    /// <summary>What the client says it is, in whatever case it says so.</summary>
    public string? Type { get; private init; }
    public IReadOnlyList<XmlIn> Children => _children ?? None;

    public XmlIn? Child(string childName) => _children?.Find(child => child.Name == childName);
    public IEnumerable<XmlIn> ChildrenOf(string childName) => Children.Where(child => child.Name == childName);

    public XmlIn Add(string childName, string text = "")
    {
        var child = new XmlIn(childName);
        if (text.Length > 0) child.Append(text);
        Add(child);
        return child;
    }

    public void Add(XmlIn child) => (_children ??= []).Add(child);

    /// <summary>null for an empty body.</summary>
    /// <exception cref="BadBodyException">The bytes are no XML this server reads.</exception>
    public static XmlIn? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return null;
        try
        {
            using var reader = XmlReader.Create(Stream(body), Settings);
            return Read(reader);
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException or NotSupportedException)
        {
            throw new BadBodyException("The body is not well-formed XML, or declares a document type.");
        }
    }

    private void Append(string text) => (_text ??= new StringBuilder()).Append(text);

    private static MemoryStream Stream(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var part)
        ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);

    private static XmlIn Read(XmlReader reader)
    {
        XmlIn? root = null;
        var (open, count) = (new Stack<XmlIn>(), 0);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++count > MostElements) throw new BadBodyException("The body has too many elements.");
                    if (open.Count == MostDepth) throw new BadBodyException("The body is nested too deeply.");
                    var element = new XmlIn(reader.LocalName) { Type = reader.GetAttribute("type") };
                    root ??= element;
                    if (open.TryPeek(out var parent)) parent.Add(element);
                    if (!reader.IsEmptyElement) open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    if (open.TryPeek(out var holder)) holder.Append(reader.Value);
                    break;
            }
        }

        return root!;
    }
}

internal sealed class BadBodyException(string message) : Exception(message);
