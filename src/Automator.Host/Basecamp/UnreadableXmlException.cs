namespace Automator.Host.Basecamp;

/// <summary>An answer that cannot be read, and where.</summary>
internal sealed class UnreadableXmlException(string reason, int line, int column, Exception? inner = null)
    : Exception(line == 0 ? reason : $"{reason} (line {line}, column {column})", inner);
