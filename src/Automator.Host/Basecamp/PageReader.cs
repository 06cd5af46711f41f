using System.Globalization;
using Automator.Host.Budget;
using Automator.Sdk;

namespace Automator.Host.Basecamp;

/// <summary>
/// Collections that come in pages, read while pages come full; a record that moves to the next page meanwhile is taken once.
/// </summary>
internal sealed class PageReader(BasecampClient client, RequestSource source, CancellationToken cancellation)
{
    /// <summary>Pages by how many records were before them: <c>n=25</c>.</summary>
    /// <param name="path">Where they are.</param>
    /// <param name="size">Records of a full page.</param>
    /// <param name="root">The element that holds them.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="only">The only page that is wanted, from 1; null for all.</param>
    internal Task<T[]> ByOffset<T>(string path, int size, string root, Func<AnswerXml, T[]> read, int? only = null) where T : IRecord =>
        Whole(page => page == 0 ? path : $"{path}?n={page * size}", size, root, read, zoned: false, only);

    /// <summary>Pages by number, from 1: <c>page=2</c>.</summary>
    internal Task<T[]> ByNumber<T>(string path, int size, string root, Func<AnswerXml, T[]> read, int? only = null) where T : IRecord =>
        Whole(page => page == 0 ? path : $"{path}?page={page + 1}", size, root, read, zoned: true, only);

    private async Task<T[]> Whole<T>(Func<int, string> pathOf, int size, string root, Func<AnswerXml, T[]> read, bool zoned, int? only) where T : IRecord
    {
        if (only is { } number and > 0)
            return (await client.GetWhole(pathOf(number - 1), root, read, zoned, source, cancellation)).Value;
        var all = new OrderedDictionary<long, T>();
        for (var page = 0; ; page++)
        {
            var before = all.Count;
            var (records, answer) = await client.GetWhole(pathOf(page), root, read, zoned, source, cancellation);
            foreach (var record in records)
                all.TryAdd(record.Id, record);
            if (records.Length < size || all.Count == before || IsLast(answer, page + 1))
                return [.. all.Values];
        }
    }

    /// <summary>Time entries say how many pages there are, which saves the empty one behind a full last page.</summary>
    private static bool IsLast(HttpAnswer answer, int page) =>
        int.TryParse(answer.Header("X-Pages"), NumberStyles.None, CultureInfo.InvariantCulture, out var pages) && page >= pages;
}
