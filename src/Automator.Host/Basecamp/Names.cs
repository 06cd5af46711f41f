using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>Finds the one record of an exact name, or says which names there are.</summary>
internal static class Names
{
    private const int MostCandidates = 10;

    internal static T TheOne<T>(T[] records, Func<T, string> nameOf, string name, string noun, Func<CallFailureKind, string, Exception> failed)
        where T : Automator.Sdk.IRecord
    {
        var found = Array.FindAll(records, r => nameOf(r) == name);
        if (found.Length == 1)
            return found[0];
        if (found.Length > 1)
        {
            var ids = string.Join(", ", found.Take(MostCandidates).Select(r => r.Id));
            throw failed(CallFailureKind.Ambiguous, $"There is more than one {noun} of the name '{name}': {ids}. Name it by its id.");
        }

        var candidates = records.Select(nameOf).Distinct(StringComparer.Ordinal)
            .OrderBy(candidate => Distance(candidate, name)).ThenBy(candidate => candidate, StringComparer.Ordinal).ToList();
        throw failed(CallFailureKind.NotFound, $"There is no {noun} of the name '{name}'. {Listed(candidates)}");
    }

    private static string Listed(List<string> candidates)
    {
        if (candidates.Count == 0)
            return "There is none at all.";
        var more = candidates.Count - MostCandidates;
        return $"There is: {string.Join(", ", candidates.Take(MostCandidates).Select(c => $"'{c}'"))}{(more > 0 ? $", and {more} more" : "")}.";
    }

    /// <summary>Edits from one name to the other; upper and lower case are taken for the same.</summary>
    private static int Distance(string left, string right)
    {
        left = left.ToUpperInvariant();
        right = right.ToUpperInvariant();
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
