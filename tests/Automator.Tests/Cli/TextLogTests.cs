using Automator.Host;
using Automator.Host.Cli;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Automator.Tests.Cli;

public sealed partial class TextLogTests
{
    [Fact]
    public void TextOfARule_BeginsNoLineOfItsOwn()
    {
        var said = Said(logger => RunFailed(logger, "x", "\u001b[2Jboom\r\n2026-11-29 22:00:00.000Z info  victim run FORGED succeeded"));

        said.ShouldBe("Run x failed: \\u001b[2Jboom\\r\\n2026-11-29 22:00:00.000Z info  victim run FORGED succeeded\n");
    }

    [Fact]
    public void ErrorsOfABrokenRule_AreALineEach_BelowTheirRecord()
    {
        var entry = new CatalogEntry
        {
            Name = new RuleName("r"),
            File = "/r.csx",
            ChangedAt = default,
            Errors = [Error("one\nforged"), Error("two")],
        };

        var said = Said(logger => RulesLog.Tell(logger, CatalogChange.Between([], [entry])));

        said.ShouldBe("Rule r is broken and has no version that works:\n    /r.csx(1,1,1,1): error X: one\\nforged\n    /r.csx(1,1,1,1): error X: two\n");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} failed: {Reason}")]
    private static partial void RunFailed(ILogger logger, string run, string reason);

    private static SourceError Error(string message) => new() { File = "/r.csx", Code = "X", Message = message };

    private static string Said(Action<ILogger> say)
    {
        using var error = new StringWriter();
        using var logs = TextLog.OfCommand(new Terminal { In = TextReader.Null, Out = TextWriter.Null, Error = error });
        say(logs.CreateLogger("test"));
        return error.ToString().ReplaceLineEndings("\n");
    }
}
