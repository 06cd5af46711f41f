using System.Text.Json.Serialization;

namespace Automator.Emulator.Control;

/// <param name="Kind">
/// 429, 500, 502, 503, 504, html (a page in place of the work); slow; cut-before (the connection ends, the work is not
/// done); cut-after (it ends, the work is done); lose-answer (the work is done, no answer ever comes); truncate (the work
/// is done, the answer ends in its middle); wrong-type (the right answer, called something else).
/// </param>
/// <param name="Path">What the path begins with; <c>*</c> stands for anything but a slash. null: any.</param>
/// <param name="Nth">It begins with the nth request that matches; 1 is the next.</param>
/// <param name="Times">How many it meets from there on. null: one, or without end where there is a share.</param>
/// <param name="Share">Of the requests that match, from 0 to 1.</param>
/// <param name="Random">Which of them: the same number gives the same ones.</param>
/// <param name="Seconds">Retry-After of a 429 or 503, or how long a slow answer takes.</param>
internal sealed record Fault(
    string Kind, string? Method = null, string? Path = null, int Nth = 1, int? Times = null, double? Share = null, int Random = 1, double Seconds = 5)
{
    public static IReadOnlyList<string> Kinds { get; } =
        ["429", "500", "502", "503", "504", "html", "slow", "cut-before", "cut-after", "lose-answer", "truncate", "wrong-type"];

    /// <summary>A status that is answered in place of the work, or null.</summary>
    [JsonIgnore]
    public int? Status => int.TryParse(Kind, out var status) ? status : null;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Error() => this switch
    {
        { Kind: var kind } when !Kinds.Contains(kind) => $"kind is \"{kind}\", but must be one of {string.Join(", ", Kinds)}.",
        { Nth: < 1 } => $"nth is {Nth}, but requests count from 1.",
        { Times: < 1 } => $"times is {Times}, but must be 1 or more; leave it out for one, or for no end where there is a share.",
        { Share: not (null or (> 0 and <= 1)) } => $"share is {Share}, but must be more than 0 and at most 1.",
        { Seconds: < 0 or > 86_400 } => $"seconds is {Seconds}, but must be from 0 to 86400.",
        { Path: { } path } when !path.StartsWith('/') => $"path is \"{path}\", but must begin with a slash.",
        _ => null,
    };
}
