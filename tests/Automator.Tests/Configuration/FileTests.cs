using Automator.Host.Configuration;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class FileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void RelativePaths_AreRelativeToTheFile()
    {
        var file = Write("automator.json", """{ "rules": "my/rules", "accounts": { "demo": { "url": "emulator" } } }""");

        var options = ConfigurationFile.Load(file).ShouldBeOfType<ConfigurationResult.Valid>().Options;

        options.Rules.ShouldBe(Path.Combine(_folder.FullName, "my", "rules"));
        options.Data.ShouldBe(Path.Combine(_folder.FullName, "data"));
    }

    [Fact]
    public void FileOfTheRepository_IsTheDemo()
    {
        var options = ConfigurationFile.Load(Path.Combine(Some.Repository(), "automator.json")).ShouldBeOfType<ConfigurationResult.Valid>().Options;

        options.ShouldBeEquivalentTo(options with
        {
            Rules = Path.Combine(Some.Repository(), "rules"),
            Accounts = [.. ((EmulatorAccountOptions[])[(EmulatorAccountOptions)options.Accounts[0]]).Select(demo => demo with { Name = "demo", Seed = "demo" })],
        });
    }

    [Theory]
    [InlineData("automator.json")]
    [InlineData("no/such/automator.json")]
    public void MissingFile_ShowsWhatIsEnough(string name) => Load(name).ShouldBe([
        "automator.json: does not exist. Name another file with --config, or write it; this much is enough: { \"accounts\": { \"demo\": { \"url\": \"emulator\" } } }"]);

    [Fact]
    public void WhatIsEnough_IsEnough() => Some.Errors($"{{ {AccountsShape.Example} }}").ShouldBeEmpty();

    [Fact]
    public void Folder_IsSaid() => Load("").ShouldBe(["automator.json: is a folder. Name the file in it."]);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void PathThatIsNone_IsSaid(string path) =>
        ConfigurationFile.Load(path).ShouldBeOfType<ConfigurationResult.Invalid>()
            .Errors.ShouldHaveSingleItem().Message.ShouldStartWith("cannot be read: ");

    [Fact]
    public void LargeFile_IsRefused()
    {
        Write("automator.json", new string(' ', 1024 * 1024 + 1));

        Load("automator.json").ShouldBe(["automator.json: is larger than 1024 KB, so it is hardly a configuration. Name another file with --config."]);
    }

    [Fact]
    public void OtherEncoding_IsSaid()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "automator.json"), [.. "{ \"rules\": \"R"u8, 0xFC, .. "gen\" }"u8]);

        Load("automator.json").ShouldBe(["automator.json: is not text in UTF-8. Save it as UTF-8."]);
    }

    private string[] Load(string name) =>
        [.. ConfigurationFile.Load(Path.Combine(_folder.FullName, name)).ShouldBeOfType<ConfigurationResult.Invalid>().Lines("automator.json")];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
