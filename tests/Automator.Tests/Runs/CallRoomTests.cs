using Automator.Host.Runs;

namespace Automator.Tests.Runs;

public sealed class CallRoomTests
{
    [Fact]
    public async Task MoreThanThereIsRoomFor_WaitsUntilSomethingLeaves()
    {
        var room = new CallRoom(10);
        await room.Enter(6);
        await room.Enter(4);

        var third = room.Enter(6);
        third.IsCompleted.ShouldBeFalse();
        room.Leave(4);
        await room.Enter(4); // Were the third let in wrongly, this would wait for good.
        third.IsCompleted.ShouldBeFalse();
        room.Leave(6);

        await third;
    }

    [Fact]
    public async Task OneThatIsAlone_IsLetInWhateverItWeighs()
    {
        var room = new CallRoom(10);

        await room.Enter(11);

        room.Enter(1).IsCompleted.ShouldBeFalse();
    }
}
