using Automator.Host.Configuration;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class MalformedJsonTests
{
    [Theory]
    [InlineData("// nothing", "line 1, column 11: ")]
    [InlineData("{\n  \"workers\": 4\n  \"grace\": \"1s\"\n}", "line 3, column 3: ")]
    [InlineData("{\n  \"rules\": \"ü€😀\" x\n}", "line 2, column 19: ")]
    [InlineData("{ \"workers\": ", "line 1, column 14: ")]
    [InlineData("{} {}", "line 1, column 4: ")]
    [InlineData("\r\n\r\n{ 'workers': 4 }", "line 3, column 3: ")]
    public void Line_AndColumnAreSaid(string json, string message) =>
        Some.Errors(json).ShouldHaveSingleItem().ShouldStartWith($"automator.json: {message}");

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void EmptyFile_ShowsWhatIsEnough(string json) =>
        Some.Errors(json).ShouldBe(["automator.json: is empty. Write it; this much is enough: { \"accounts\": { \"demo\": { \"url\": \"emulator\" } } }"]);

    [Fact]
    public void Message_IsFreeOfTheReadersCoordinates() =>
        Some.Errors("{ \"workers\": }").ShouldHaveSingleItem().ShouldNotContain("LineNumber");

    [Theory]
    [InlineData("tOpSeCrEt42")]
    [InlineData("falseOpSeCrEt42")]
    [InlineData("nOpSeCrEt42'x")]
    [InlineData("t\nOpSeCrEt42")]
    public void SecretWithoutQuotes_IsNotRepeated(string secret) =>
        Some.Errors($"{{ \"token\": {secret} }}").ShouldHaveSingleItem().ShouldNotContain("eCrEt");

    [Fact]
    public void DeepNesting_IsAnError() =>
        Some.Errors(new string('[', 100_000)).ShouldHaveSingleItem().ShouldContain("line 1, column 65: ");

    [Fact]
    public void Result_IsAboutTheFileItself() =>
        Some.Reading("{").ShouldBeOfType<ConfigurationResult.Invalid>().Errors.ShouldHaveSingleItem().Path.ShouldBeEmpty();
}
