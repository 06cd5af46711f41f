using System.Xml;

namespace Automator.Host.Basecamp;

/// <summary>
/// The names in one answer, each one string however often it comes up. A long answer is the same twenty names over and over,
/// so the last ones are kept where three of their letters find them, chosen so that those of a to-do item are all apart; what is
/// not there, the table hashes whole.
/// </summary>
internal sealed class AnswerNames : NameTable
{
    private const int Slots = 256;

    private readonly string?[] _recent = new string?[Slots];

    public override string Add(char[] key, int start, int len)
    {
        if (len == 0)
            return "";
        var name = key.AsSpan(start, len);
        ref var recent = ref _recent[(len + (7 * (name[0] + name[len / 3] + name[Math.Max(0, len - 2)]))) % Slots];
        if (!name.SequenceEqual(recent))
            recent = base.Add(key, start, len);
        return recent!;
    }
}
