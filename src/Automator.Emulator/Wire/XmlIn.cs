using System.Text;
using System.Xml;

namespace Automator.Emulator.Wire;

/// <summary>One element of a request body. Names carry dashes, whatever the client wrote.</summary>
internal sealed class XmlIn(string given)
{
    // Far past any record of the API, far short of what exhausts a stack.
    private const int MostDepth = 32;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 4 << 20,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly StringBuilder _text = new();

    public string Name { get; } = given.Replace('_', '-');
    public string Text => _text.ToString();

    /// <summary>What the client says it is, in whatever case it says so.</summary>
    public string? Type { get; private init; }
    public List<XmlIn> Children { get; } = [];

    public XmlIn? Child(string childName) => Children.Find(child => child.Name == childName);
    public IEnumerable<XmlIn> ChildrenOf(string childName) => Children.Where(child => child.Name == childName);

    public XmlIn Add(string childName, string text = "")
    {
        var child = new XmlIn(childName);
        child._text.Append(text);
        Children.Add(child);
        return child;
    }

    /// <summary>null for an empty body.</summary>
    /// <exception cref="BadBodyException">The bytes are no XML this server reads.</exception>
    public static XmlIn? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return null;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), Settings);
            return Read(reader);
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException or NotSupportedException)
        {
            throw new BadBodyException("The body is not well-formed XML, or declares a document type.");
        }
    }

    private static XmlIn Read(XmlReader reader)
    {
        XmlIn? root = null;
        var open = new Stack<XmlIn>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count == MostDepth) throw new BadBodyException("The body is nested too deeply.");
                    var element = new XmlIn(reader.LocalName) { Type = reader.GetAttribute("type") };
                    root ??= element;
                    if (open.TryPeek(out var parent)) parent.Children.Add(element);
                    if (!reader.IsEmptyElement) open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    if (open.TryPeek(out var holder)) holder._text.Append(reader.Value);
                    break;
            }
        }

        return root!;
    }
}

internal sealed class BadBodyException(string message) : Exception(message);
