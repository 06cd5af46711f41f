namespace Automator.Compiler;

/// <summary>How deeply interpolated strings stand in each other's holes. Knows no grammar: raw strings are read as ordinary ones.</summary>
internal static class HoleShape
{
    internal static int Depth(string token)
    {
        // True for the text of a string, false for the code of a hole or a block in it.
        var open = new Stack<bool>();
        var (depth, deepest) = (0, 0);
        for (var i = 0; i < token.Length; i++)
        {
            var inText = open.TryPeek(out var text) && text;
            switch (token[i])
            {
                case '\\' when inText:
                    i++;
                    break;
                case '"' when inText:
                    open.Pop();
                    depth--;
                    break;
                case '"' when i > 0 && token[i - 1] is '$' or '@':
                    open.Push(true);
                    deepest = Math.Max(deepest, ++depth);
                    break;
                case '{' when inText && i + 1 < token.Length && token[i + 1] == '{':
                    i++;
                    break;
                case '{':
                    open.Push(false);
                    break;
                case '}' when !inText && open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        return deepest;
    }
}
