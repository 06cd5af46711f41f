using Automator.Host.Cli;

namespace Automator.Tests.Cli;

public sealed class SnippetReaderTests
{
    [Theory]
    [InlineData("1 + 1")]
    [InlineData("var x = new[] { 1, 2 };")]
    [InlineData("\"{ not a bracket\"")]
    [InlineData("'{'")]
    [InlineData("// { a comment")]
    [InlineData("/* { */ 1")]
    [InlineData("\"\"\"{ raw\"\"\"")]
    [InlineData("\"a \\\" {\"")]
    [InlineData(":run kickoff(")]
    [InlineData("if (a) b();")]
    [InlineData("format(1)")]
    [InlineData("x.Where(y => y.if_(1))")]
    public void AWholeSnippet_NeedsNoMoreLines(string line)
    {
        var reader = new SnippetReader();

        reader.Add(line);

        reader.IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("foreach (var x in y) {")]
    [InlineData("Call(1,")]
    [InlineData("/* open")]
    [InlineData("var t = \"\"\"")]
    [InlineData("foreach (var x in y)")]
    [InlineData("await foreach (var x in Basecamp.TodoItems())")]
    [InlineData("if (a(b) && c)")]
    [InlineData("else")]
    [InlineData("try")]
    public void AnOpenSnippet_WaitsForMore(string line)
    {
        var reader = new SnippetReader();

        reader.Add(line);

        reader.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void AnEmptyLine_EndsAnySnippet()
    {
        var reader = new SnippetReader();

        reader.Add("Call(1,");
        reader.Add("");

        reader.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void SeveralLines_AreOneSnippet()
    {
        var reader = new SnippetReader();

        reader.Add("{");
        reader.IsComplete.ShouldBeFalse();
        reader.Add("}");

        reader.IsComplete.ShouldBeTrue();
        reader.Text.ShouldBe("{\n}");
    }
}
