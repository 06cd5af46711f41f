using System.Text;
using System.Text.Json;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Processes;

/// <summary>How the frames and operations of the pipe are told apart, and what is none of them.</summary>
public sealed class VariantConverterTests
{
    public static TheoryData<string> NoFrames => new()
    {
        "1",
        "[]",
        "{}",
        "\"started\"",
        """{"started":null}""",
        """{"started":1}""",
        """{"started":[]}""",
        """{"begin":{}}""",
        """{"":{}}""",
        """{"Started":{}}""",
        """{"started":{},"started":{}}""",
        """{"log":{"level":"info","text":"one"},"ended":{"ending":"completed"}}""",
        """{"log":{"level":"info"}}""",
        """{"log":{"level":"loud","text":"one"}}""",
        """{"log":{"level":"info","text":null}}""",
        """{"call":{"sequence":1,"operation":{}}}""",
        """{"call":{"sequence":1,"operation":null}}""",
        """{"call":{"sequence":1,"operation":{"account.delete":{}}}}""",
        """{"call":{"sequence":1,"operation":{"account.read":{},"me.read":{}}}}""",
        """{"call":{"sequence":"1","operation":{"account.read":{}}}}""",
        """{"call":{"sequence":1e3,"operation":{"account.read":{}}}}""",
        """{"call":{"sequence":99999999999999999999,"operation":{"account.read":{}}}}""",
    };

    [Theory]
    [MemberData(nameof(NoFrames))]
    public void WhatIsNoFrame_IsInvalidAndSaysWhose(string json)
    {
        var error = Should.Throw<InvalidDataException>(() => Read(json));

        error.Message.ShouldStartWith("A frame that is no WorkerFrame: ");
    }

    [Fact]
    public void DeepNesting_IsInvalid() =>
        Should.Throw<InvalidDataException>(() =>
            Read("""{"call":{"sequence":1,"operation":{"state.write":{"key":"a","value":""" + new string('[', 1000) + new string(']', 1000) + "}}}}"));

    [Fact]
    public void Frame_IsNamedByItsOneProperty() =>
        Read("""{"log":{"level":"warning","text":"one"}}""").ShouldBe(new LogWritten { Level = LogSeverity.Warning, Text = "one" });

    [Fact]
    public void EveryVariant_IsKnownToTheProtocol()
    {
        Type[] all = [.. VariantConverter<HostFrame>.Names.Keys, .. VariantConverter<WorkerFrame>.Names.Keys, .. VariantConverter<Operation>.Names.Keys];

        all.ShouldAllBe(type => ProtocolJson.Default.GetTypeInfo(type) != null);
        all.Length.ShouldBe(typeof(Operation).Assembly.GetTypes().Count(type => !type.IsAbstract
            && (type.IsAssignableTo(typeof(HostFrame)) || type.IsAssignableTo(typeof(WorkerFrame)) || type.IsAssignableTo(typeof(Operation)))));
    }

    [Fact]
    public void FrameThatIsTooLong_IsNotWrittenInPart()
    {
        using var written = new MemoryStream();
        var pipe = new FramePipe<HostFrame, WorkerFrame>(Stream.Null, written, ProtocolJson.Default.HostFrame, ProtocolJson.Default.WorkerFrame, 1_000);

        pipe.TryWrite(new LogWritten { Level = LogSeverity.Info, Text = new string('x', 2_000) }, out var length).ShouldBeFalse();

        length.ShouldBeInRange(2_000, 2_200);
        written.Length.ShouldBe(0);
        pipe.TryWrite(new LogWritten { Level = LogSeverity.Info, Text = "x" }, out length).ShouldBeTrue();
        written.Length.ShouldBe(length + 4);
    }

    private static WorkerFrame? Read(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var pipe = new FramePipe<WorkerFrame, HostFrame>(
            new MemoryStream([.. BitConverter.GetBytes(body.Length), .. body]), Stream.Null, ProtocolJson.Default.WorkerFrame, ProtocolJson.Default.HostFrame, 100_000);
        return pipe.Read();
    }
}
