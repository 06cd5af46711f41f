using System.Text.Json;
using Automator.Host.Configuration;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class SecretsTests : IDisposable
{
    private const string Value = "s3cret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Variable_IsRead() => Revealed("env:TOKEN", name => name == "TOKEN" ? Value + "\n" : null).ShouldBe(Value);

    [Fact]
    public void File_IsReadWithoutItsLastLineBreak()
    {
        Write(" s3 cret\r\n");

        Revealed($"file:{SecretFile}").ShouldBe(" s3 cret");
    }

    [Fact]
    public void Credential_IsReadFromTheFolderOfSystemd()
    {
        Write(Value);

        Revealed("credential:secret", name => name == "CREDENTIALS_DIRECTORY" ? _folder.FullName : null).ShouldBe(Value);
    }

    [Fact]
    public void Password_ComesWithItsUser()
    {
        var result = Secrets.Resolve(Some.Options(Some.Account($"{Some.Real}, \"user\": \"jo\", \"password\": \"env:P\"")), _ => Value);

        var login = result.Logins["main"].ShouldBeOfType<ResolvedLogin.WithPassword>();
        login.User.ShouldBe("jo");
        login.Password.Reveal().ShouldBe(Value);
    }

    [Fact]
    public void ClientSecret_ComesWithItsApplication_AndIsNeverPrinted()
    {
        var result = Secrets.Resolve(Some.Options(Some.Account($"{Some.Real}, \"oauth\": {{ \"clientId\": \"app\", \"clientSecret\": \"env:S\" }}")), _ => Value);

        var login = result.Logins["main"].ShouldBeOfType<ResolvedLogin.WithOAuth>();
        login.ClientSecret.Reveal().ShouldBe(Value);
        $"{login}".ShouldBe("WithOAuth { ClientId = app, ClientSecret = ***, Server = https://launchpad.37signals.com/ }");
    }

    [Fact]
    public void SecretOfAWebhook_ComesWithItsName_AndOneThatIsSoonGuessedIsWarnedOf()
    {
        var options = Some.Options(Some.Account("\"url\": \"emulator\", \"hooks\": { \"short\": { \"secret\": \"env:S\" }, \"long\": { \"secret\": \"env:L\" }, \"none\": { \"secret\": \"env:N\" } }"));

        var result = Secrets.Resolve(options, name => name switch { "S" => Value, "L" => Value + Value + Value, _ => null });

        result.Hooks.ToDictionary(hook => hook.Key, hook => hook.Value.Reveal()).ShouldBe(
            new Dictionary<(string, string), string> { [("main", "short")] = Value, [("main", "long")] = Value + Value + Value }, ignoreOrder: true);
        result.Warnings.ShouldHaveSingleItem().Path.ShouldBe("$.accounts.main.hooks.short.secret");
        result.Errors.ShouldBe([new("$.accounts.main.hooks.none.secret", "The environment variable N is not set. Set it for the process of the host.")]);
        $"{result.Warnings[0]}{result}".ShouldNotContain(Value);
    }

    [Fact]
    public void Emulator_HasNone()
    {
        var result = Secrets.Resolve(Some.Options(Some.Account("\"url\": \"emulator\"")), _ => throw new InvalidOperationException());

        (result.Logins.Count, result.Errors.Count, result.Warnings.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void VariableThatIsNotSet_IsSaid() =>
        Error("env:TOKEN").ShouldBe("The environment variable TOKEN is not set. Set it for the process of the host.");

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void EmptyVariable_IsSaid(string value) =>
        Error("env:TOKEN", _ => value).ShouldBe("The environment variable TOKEN is empty. Write the secret into it.");

    [Fact]
    public void MissingFile_IsSaid() => Error($"file:{SecretFile}").ShouldBe($"The file {SecretFile} does not exist. Write the secret into it.");

    [Fact]
    public void FolderInsteadOfAFile_IsSaid() => Error($"file:{_folder.FullName}").ShouldBe($"{_folder.FullName} is a folder. Name the file in it.");

    [Fact]
    public void SeveralLines_AreRefused()
    {
        Write("s3cret\nanother\n");

        Error($"file:{SecretFile}").ShouldBe($"The file {SecretFile} holds more than one line, or a control character. Leave only the secret in it.");
    }

    [Fact]
    public void BytesThatAreNoText_AreRefused()
    {
        File.WriteAllBytes(SecretFile, [0xFF, 0xFE, 0x41]);

        Error($"file:{SecretFile}").ShouldBe($"The file {SecretFile} is not text in UTF-8. Write the secret into it as text.");
    }

    [Fact]
    public void LargeFile_IsRefused()
    {
        Write(new('x', 16 * 1024 + 1));

        Error($"file:{SecretFile}").ShouldBe($"The file {SecretFile} is larger than 16 KB, so it is hardly a secret. Name another one.");
    }

    [Fact]
    public void CredentialWithoutSystemd_IsSaid() => Error("credential:token").ShouldBe(
        "$CREDENTIALS_DIRECTORY is not set, so systemd gave no credentials. Add LoadCredential=token:PATH to the unit, or use env: or file:.");

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, false)]
    public void FileOpenToOthers_IsWarnedOf(UnixFileMode mode, bool warned)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Write(Value);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(SecretFile, mode);

        var result = Resolve($"file:{SecretFile}", _ => null);

        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBe(warned
            ? [new("$.accounts.main.token", $"The file {SecretFile} is open to every user of this machine. Close it: chmod 600 {SecretFile}")]
            : []);
    }

    [Fact]
    public void Secret_IsNeverPrinted()
    {
        var result = Resolve("env:TOKEN", _ => Value);
        var login = (ResolvedLogin.WithToken)result.Logins["main"];

        login.Token.ToString().ShouldBe("***");
        $"{login}".ShouldBe("WithToken { Token = *** }");
        $"{result}".ShouldNotContain(Value);
        JsonSerializer.Serialize(login).ShouldBe("""{"Token":{}}""");
    }

    private string SecretFile => Path.Combine(_folder.FullName, "secret");

    private void Write(string text) => File.WriteAllText(SecretFile, text);

    private static SecretsResult Resolve(string token, Func<string, string?> environment) =>
        Secrets.Resolve(Some.Options(Some.Account($"{Some.Real}, \"token\": \"{token}\"")), environment);

    private static string Revealed(string token, Func<string, string?>? environment = null)
    {
        var result = Resolve(token, environment ?? (_ => null));
        result.Errors.ShouldBeEmpty();
        return result.Logins["main"].ShouldBeOfType<ResolvedLogin.WithToken>().Token.Reveal();
    }

    private static string Error(string token, Func<string, string?>? environment = null)
    {
        var result = Resolve(token, environment ?? (_ => null));
        result.Logins.ShouldBeEmpty();
        var error = result.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe("$.accounts.main.token");
        return error.Message;
    }
}
