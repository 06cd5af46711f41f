using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Automator.Emulator.Authorization;

/// <summary>What a request says, in its address or in a form: clients use either, and some both.</summary>
internal sealed class Parameters
{
    private const int LargestForm = 64 * 1024;

    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = 50,
        KeyLengthLimit = 200,
        ValueLengthLimit = 4096,
        MultipartBodyLengthLimit = LargestForm,
    };

    private readonly Dictionary<string, string> _values = [];

    private Parameters(params IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        foreach (var (name, values) in given)
        {
            foreach (var value in values.Where(value => !string.IsNullOrEmpty(value)))
            {
                if (!_values.TryAdd(name, value!) && _values[name] != value) Doubtful = name;
            }
        }
    }

    /// <summary>A name that was given more than one value.</summary>
    public string? Doubtful { get; }

    /// <summary>null for what is missing or empty.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>null when there is a form that cannot be read, or that is larger than any need be.</summary>
    public static async Task<Parameters?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType) return new Parameters(request.Query);
        if (request.ContentLength > LargestForm) return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestForm;
        try
        {
            var form = await request.ReadFormAsync(Limits, cancellation);
            return new Parameters([.. request.Query, .. form]);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return null;
        }
    }
}
