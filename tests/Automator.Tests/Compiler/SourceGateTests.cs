using Automator.Compiler;
using Shouldly;
using Xunit;

namespace Automator.Tests.Compiler;

public sealed class SourceGateTests
{
    private const string Condition = "More than 100 brackets and operators after #if. Write an ordinary if.";

    public static TheoryData<string, string> TooMuch { get; } = new()
    {
        { new string(' ', 64 * 1024 + 1), "A file of 65,537 bytes; at most 65,536 are taken. Move parts into files of their own, and #load them." },
        { $"var a = {new string('(', 10_000)}1{new string(')', 10_000)};", "Brackets nested more than 100 deep. Take parts out into variables or functions." },
        { new string('{', 101), "Brackets nested more than 100 deep. Take parts out into variables or functions." },
        { $"var a = $\"{{{new string('(', 200)}1{new string(')', 200)}}}\";", "Brackets nested more than 100 deep. Take parts out into variables or functions." },
        { $"var a = {new string('!', 20_000)}true;", "More than 100 operators in a row." },
        { $"var a = 1{string.Concat(Enumerable.Repeat("+1", 10_000))};", "An expression of more than 1,000 parts in a row. Take parts out into variables." },
        { $"var a = x{string.Concat(Enumerable.Repeat(".M()", 1_000))};", "An expression of more than 1,000 parts in a row. Take parts out into variables." },
        { $"var a = {string.Concat(Enumerable.Repeat("(int)", 1_000))}1;", "An expression of more than 1,000 parts in a row. Take parts out into variables." },
        { $"if (a) {{ }}{string.Concat(Enumerable.Repeat(" else if (b) { }", 5_000))}", "A file of 80,010 bytes; at most 65,536 are taken. Move parts into files of their own, and #load them." },
        { $"if (a) {{ }}{string.Concat(Enumerable.Repeat(" else if (b) { }", 200))}", "More than 100 else branches in a row. Use a switch, or a dictionary." },
        { $"if (a) c(); {string.Concat(Enumerable.Repeat(" else if (b) c();", 200))}", "More than 100 else branches in a row. Use a switch, or a dictionary." },
        { $"#if {new string('(', 60_000)}", Condition },
        { $"var a = 1;\n  #  elif {new string('!', 60_000)}A", Condition },
        { $"var a = 1; /* */ #if A{string.Concat(Enumerable.Repeat("||A", 20_000))}", Condition },
        { $"List{string.Concat(Enumerable.Repeat("<List", 2_000))}", "An expression of more than 1,000 parts in a row. Take parts out into variables." },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void SourceThatWouldHurtTheCompiler_IsRefusedBeforeItIsParsed(string source, string message)
    {
        var refusals = SourceGate.Refusals(new Dictionary<string, string> { ["/r.csx"] = source });

        refusals.ShouldHaveSingleItem().Message.ShouldBe(message);
    }

    [Fact]
    public void Refusal_SaysWhere()
    {
        var refusals = SourceGate.Refusals(new Dictionary<string, string> { ["/r.csx"] = "var a = 1;\n" + new string('(', 200) });

        refusals.ShouldHaveSingleItem().ToString().ShouldStartWith("/r.csx(2,101,2,102): error RULE001: ");
    }

    [Fact]
    public void LongButFlatSource_Passes()
    {
        var list = string.Join(", ", Enumerable.Range(0, 5_000));
        var statements = string.Concat(Enumerable.Range(0, 1_000).Select(n => $"var v{n} = {n};\n"));

        SourceGate.Refusals(new Dictionary<string, string> { ["/r.csx"] = $"int[] a = [{list}];\n{statements}" }).ShouldBeEmpty();
    }

    [Fact]
    public void OrdinaryCondition_Passes() =>
        SourceGate.Refusals(new Dictionary<string, string> { ["/r.csx"] = "#if (A && !B) || C == true\nvar a = 1;\n#elif D\n#endif\n" }).ShouldBeEmpty();

    [Fact]
    public void BracketsInTextAndComments_DoNotCount()
    {
        var brackets = new string('(', 500);

        SourceGate.Refusals(new Dictionary<string, string> { ["/r.csx"] = $"// {brackets}\nvar a = \"{brackets}\"; /* {brackets} */" }).ShouldBeEmpty();
    }

    [Fact]
    public void FilesThatAreTooLargeTogether_AreRefused()
    {
        var sources = Enumerable.Range(0, 5).ToDictionary(n => $"/{n}.csx", _ => new string(' ', 60_000));

        SourceGate.Refusals(sources).ShouldHaveSingleItem().Message.ShouldBe("300,000 bytes with all it loads; at most 262,144 are taken.");
    }
}
