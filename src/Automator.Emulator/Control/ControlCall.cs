using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Automator.Emulator.Sites;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Control;

/// <summary>One request to the control surface: about which account, with which words.</summary>
internal sealed record ControlCall(Site Site, string Name, IQueryCollection Query, byte[] Body)
{
    public long Since => long.TryParse(Query["since"], out var number) ? number : 0;

    /// <exception cref="JsonException">The body is not of that form.</exception>
    public T Read<T>(JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(Body.Length == 0 ? "{}"u8 : Body, type) ?? throw new JsonException("The body is null.");

    public string Text => Encoding.UTF8.GetString(Body);
}

internal sealed record ControlAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json; charset=utf-8")
{
    public static ControlAnswer Of<T>(T value, JsonTypeInfo<T> type, int status = 200) => new(status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static ControlAnswer Error(int status, string message) => Of(new ControlError(message), ControlJson.Default.ControlError, status);
}

/// <param name="Path">Below the root; <c>*</c> is a name.</param>
internal sealed record ControlRoute(string Method, string Path, Func<ControlCall, ControlAnswer> Answer);

internal sealed record ControlError(string Error);
