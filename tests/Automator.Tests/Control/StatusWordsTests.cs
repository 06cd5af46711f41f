using Automator.Host.Control;
using Automator.Host.Journal;

namespace Automator.Tests.Control;

public sealed class StatusWordsTests
{
    [Fact]
    public void EveryState_IsReadByItsWordAndByItsName()
    {
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            StatusWords.Read(StatusWords.Of(status)).ShouldBe(status);
            StatusWords.Read(StatusWords.Of(status).Replace(' ', '-')).ShouldBe(status);
            StatusWords.Read(status.ToString()).ShouldBe(status);
        }

        StatusWords.All.ShouldBe(["queued", "running", "waiting", "interrupted", "succeeded", "failed", "cancelled", "timed-out", "limit-reached", "refused", "in-doubt"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("bogus")]
    public void OtherWords_AreNoState(string word) => StatusWords.Read(word).ShouldBeNull();
}
