using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Host.Basecamp;

/// <summary>
/// The login of one account, kept in the data folder: readable by its owner only, and replaced whole. A login that was
/// made for another application or another server is none.
/// </summary>
internal sealed class TokenFile(string path, OAuthApplication application)
{
    /// <summary>Null where nobody has logged in.</summary>
    /// <exception cref="LoginFailedException">It cannot be read.</exception>
    internal OAuthTokens? Read()
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllBytes(path), TokenJson.Default.Kept) is { } kept
                && kept.Server == application.Server && kept.ClientId == application.ClientId
                ? new OAuthTokens(kept.AccessToken, kept.RefreshToken, kept.ExpiresAt)
                : null;
        }
        catch (JsonException)
        {
            return null; // What is no login is mended by logging in. What stands there is not for any message.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoginFailedException($"The login of the account '{application.Account}' cannot be read: {e.Message} Let this user read it, or log in again: automator login {application.Account}", inner: e);
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    internal void Write(OAuthTokens tokens)
    {
        var folder = Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Each writer has an aside of its own: a host renews while a person logs in.
        var aside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(aside, options))
            {
                JsonSerializer.Serialize(stream, new Kept(application.Server, application.ClientId, tokens.Access, tokens.Refresh, tokens.ExpiresAt), TokenJson.Default.Kept);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    internal sealed record Kept(Uri Server, string ClientId, string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TokenFile.Kept))]
internal sealed partial class TokenJson : JsonSerializerContext;
