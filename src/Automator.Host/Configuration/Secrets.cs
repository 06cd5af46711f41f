using System.Text;
using System.Text.Unicode;

namespace Automator.Host.Configuration;

/// <summary>Fetches secrets from where <c>automator.json</c> says they are, once, at the start.</summary>
internal sealed class Secrets
{
    private const string CredentialsFolder = "CREDENTIALS_DIRECTORY";
    private const int AtMost = 16 * 1024;

    /// <summary>Of what other programs are let in by.</summary>
    private const int LongEnough = 16;

    private readonly Func<string, string?> _environment;
    private readonly List<ConfigurationError> _errors = [];
    private readonly List<ConfigurationError> _warnings = [];

    private Secrets(Func<string, string?> environment) => _environment = environment;

    /// <param name="options">What names the secrets.</param>
    /// <param name="environment">Reads a variable; null takes the process's own.</param>
    internal static SecretsResult Resolve(AutomatorOptions options, Func<string, string?>? environment = null)
    {
        var secrets = new Secrets(environment ?? Environment.GetEnvironmentVariable);
        var logins = new Dictionary<string, ResolvedLogin>();
        foreach (var account in options.Accounts.OfType<BasecampAccountOptions>())
        {
            if (secrets.Login(account.Login) is { } login)
                logins.Add(account.Name, login);
        }

        var hooks = new Dictionary<(string Account, string Hook), Secret>();
        foreach (var (account, (hook, named)) in options.Accounts.SelectMany(account => account.Hooks.Select(hook => (account.Name, hook))))
        {
            if (secrets.Find(named.Secret) is not { } secret)
                continue;
            hooks.Add((account, hook), secret);
            if (secret.Reveal().Length < LongEnough)
                secrets._warnings.Add(new(named.Secret.Path, $"The secret has fewer than {LongEnough} characters, and whoever reaches the host may try as many as he likes. Make one of 32 random characters."));
        }

        return new(logins, hooks, secrets._errors, secrets._warnings);
    }

    private ResolvedLogin? Login(AccountLogin login) => login switch
    {
        AccountLogin.WithToken with => Find(with.Token) is { } token ? new ResolvedLogin.WithToken(token) : null,
        AccountLogin.WithPassword with => Find(with.Password) is { } password ? new ResolvedLogin.WithPassword(with.User, password) : null,
        AccountLogin.WithOAuth with => Find(with.ClientSecret) is { } secret ? new ResolvedLogin.WithOAuth(with.ClientId, secret, with.Server) : null,
        _ => throw new InvalidOperationException($"There is no such login: {login.GetType()}."),
    };

    private Secret? Find(SecretSource source) => source.Kind switch
    {
        SecretKind.Environment => FromEnvironment(source),
        SecretKind.File => FromFile(source, source.Name, mayBeWarned: true),
        SecretKind.Credential => FromCredential(source),
        _ => throw new InvalidOperationException($"There is no such kind of secret: {source.Kind}."),
    };

    private Secret? FromEnvironment(SecretSource source) => _environment(source.Name) is { } text
        ? Checked(source, text, $"The environment variable {source.Name}")
        : Wrong(source, $"The environment variable {source.Name} is not set. Set it for the process of the host.");

    private Secret? FromCredential(SecretSource source) => _environment(CredentialsFolder) is { Length: > 0 } folder
        // systemd keeps that folder from others by other means than the file's mode.
        ? FromFile(source, Path.Combine(folder, source.Name), mayBeWarned: false)
        : Wrong(source, $"${CredentialsFolder} is not set, so systemd gave no credentials. Add LoadCredential={source.Name}:PATH to the unit, or use env: or file:.");

    private Secret? FromFile(SecretSource source, string path, bool mayBeWarned)
    {
        try
        {
            if (BoundedFile.Read(path, AtMost) is not { } bytes)
                return Wrong(source, $"The file {path} is larger than {AtMost / 1024} KB, so it is hardly a secret. Name another one.");
            if (mayBeWarned)
                WarnOfReaders(source, path);
            return Utf8.IsValid(bytes)
                ? Checked(source, Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), $"The file {path}")
                : Wrong(source, $"The file {path} is not text in UTF-8. Write the secret into it as text.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Wrong(source, $"The file {path} does not exist. Write the secret into it.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return Wrong(source, Directory.Exists(path)
                ? $"{path} is a folder. Name the file in it."
                : $"The file {path} cannot be read: {e.Message} Let the user of the host read it.");
        }
    }

    private void WarnOfReaders(SecretSource source, string path)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            _warnings.Add(new(source.Path, $"The file {path} is open to every user of this machine. Close it: chmod 600 {path}"));
    }

    /// <summary>Files and variables end in line breaks that nobody means; one inside would break the request's header.</summary>
    private Secret? Checked(SecretSource source, string text, string what)
    {
        text = text.Trim('\r', '\n');
        if (text.AsSpan().Trim().IsEmpty)
            return Wrong(source, $"{what} is empty. Write the secret into it.");
        return text.Any(char.IsControl)
            ? Wrong(source, $"{what} holds more than one line, or a control character. Leave only the secret in it.")
            : new Secret(text);
    }

    private Secret? Wrong(SecretSource source, string message)
    {
        _errors.Add(new(source.Path, message));
        return null;
    }
}
