using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Compiler;

[Collection(nameof(CompilerFixture))]
public sealed class LoadTests(CompilerFixture compiler)
{
    [Fact]
    public async Task LoadedHelpers_AreCompiledIn_EachRelativeToItsOwnFile()
    {
        var answer = await compiler.Compile(
            "#load \"_lib/greet.csx\"\n#load \"_lib/names.csx\"\nOn.Demand(() => { Log.Info(Greet()); return Task.CompletedTask; });",
            ("/rules/_lib/greet.csx", "#load \"names.csx\"\nstring Greet() => $\"Hello {Name}\";"),
            ("/rules/_lib/names.csx", "const string Name = \"you\";"));

        answer.Errors.ShouldBeEmpty();
        ImageGate.Refusals(answer.Dll.ShouldNotBeNull()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ErrorInAHelper_CarriesTheHelpersPlace()
    {
        var answer = await compiler.Compile("#load \"_h.csx\"\nvar a = 1;", ("/rules/_h.csx", "var b = 1;\nvar c = Console.Out;"));

        answer.Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("/rules/_h.csx(2,9,2,16): error CS0103: 'Console' is not available in rules; use Log.Info.");
    }

    [Fact]
    public async Task RefusedCodeInAHelper_IsRefusedToo()
    {
        var answer = await compiler.Compile("#load \"_h.csx\"", ("/rules/_h.csx", "static int count;"));

        answer.Errors.ShouldHaveSingleItem().File.ShouldBe("/rules/_h.csx");
    }

    [Theory]
    [InlineData("_gone.csx")]
    [InlineData("../outside.csx")]
    [InlineData("/etc/passwd")]
    public async Task LoadOfWhatWasNotSent_NamesTheFile(string path)
    {
        var answer = await compiler.Compile($"#load \"{path}\"\nvar a = 1;");

        var error = answer.Errors.ShouldHaveSingleItem();
        error.Message.ShouldBe($"'{path}' cannot be loaded: there is no such file inside the rules folder. Write its path relative to this file; files whose names start with '_' are helpers.");
        (error.Line, error.Column).ShouldBe((1, 7));
    }

    [Fact]
    public async Task FilesThatLoadEachOther_AreAnErrorWithThePlace()
    {
        var answer = await compiler.Compile(
            "#load \"_a.csx\"", ("/rules/_a.csx", "#load \"_b.csx\""), ("/rules/_b.csx", "#load \"_a.csx\""));

        answer.Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("/rules/_b.csx(1,7,1,15): error RULE003: '_a.csx' loads this file in turn. Move what both need into a third file.");
    }

    [Fact]
    public async Task EditorFile_ChangesNothing()
    {
        var with = await compiler.Compile("#load \"_automator.csx\"\nvar a = 1;", ("/rules/_automator.csx", "this is no C#"));

        with.Errors.ShouldBeEmpty();
    }
}
