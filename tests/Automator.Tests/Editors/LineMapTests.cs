using Automator.Host.Editors;

namespace Automator.Tests.Editors;

public sealed class LineMapTests
{
    private const string Text = "one\r\ntwo\rthree\n\n😀x";

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 3, 3)]
    [InlineData(0, 99, 3)]
    [InlineData(1, 1, 6)]
    [InlineData(1, int.MaxValue, 8)]
    [InlineData(2, 0, 9)]
    [InlineData(3, 0, 15)]
    [InlineData(4, 2, 18)]
    [InlineData(9, 0, 19)]
    [InlineData(-1, 5, 0)]
    public void APlace_IsAnOffset(int line, int character, int offset) => new LineMap(Text).OffsetOf(new LspPosition(line, character)).ShouldBe(offset);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(6, 1, 1)]
    [InlineData(9, 2, 0)]
    [InlineData(18, 4, 2)]
    [InlineData(19, 4, 3)]
    public void AnOffset_IsAPlace(int offset, int line, int character) => new LineMap(Text).PositionOf(offset).ShouldBe(new LspPosition(line, character));
}
