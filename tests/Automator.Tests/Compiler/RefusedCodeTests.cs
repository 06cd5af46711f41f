using Shouldly;
using Xunit;

namespace Automator.Tests.Compiler;

/// <summary>What rules do not have, and what the author is told to use instead.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class RefusedCodeTests(CompilerFixture compiler)
{
    private const string StaticState =
        "Static state is not available in rules: it would be shared between runs. Use a const, a variable at the top of the file (new for each run), or State for what should last.";

    [Theory]
    [InlineData("var n = DateTime.Now;", "CS0117", "'DateTime.Now' is not available in rules; use Clock.Now.")]
    [InlineData("var n = DateTimeOffset.UtcNow;", "CS0117", "'DateTimeOffset.UtcNow' is not available in rules; use Clock.Now.")]
    [InlineData("var n = DateTime.Today;", "CS0117", "'DateTime.Today' is not available in rules; use Clock.Today.")]
    [InlineData("var d = DateOnly.Parse(\"1/2\");", "CS0117", "'DateOnly.Parse' is not available in rules; take the text apart with Split and int.Parse, then use new DateOnly(year, month, day).")]
    [InlineData("await Task.Delay(5);", "CS0117", "'Task.Delay' is not available in rules; use Clock.Delay.")]
    [InlineData("await Task.Run(() => 1);", "CS0117", "'Task.Run' is not available in rules; a rule does one thing at a time; use async and await.")]
    [InlineData("var r = Basecamp.Me().Result;", "CS1061", "'Task.Result' is not available in rules; use await.")]
    [InlineData("var n = (await Basecamp.Me()).Nme;", "CS1061", "'Person' does not contain a definition for 'Nme' and no accessible extension method 'Nme' accepting a first argument of type 'Person' could be found.")]
    [InlineData("var l = Basecamp.Project(\"x\").Messages();", "CS1061", "This is a Task<Project> until it is awaited; write (await …).Messages.")]
    [InlineData("Console.WriteLine(1);", "CS0103", "'Console' is not available in rules; use Log.Info.")]
    [InlineData("System.Console.WriteLine(1);", "CS0234", "'Console' is not available in rules; use Log.Info.")]
    [InlineData("var t = System.IO.File.ReadAllText(\"x\");", "CS0234", "'File' is not available in rules; rules have no files; keep values with State.")]
    [InlineData("File.Delete(\"x\");", "CS0103", "'File' is not available in rules; rules have no files; keep values with State.")]
    [InlineData("var c = new HttpClient();", "CS0246", "'HttpClient' is not available in rules; rules have no network; everything goes through Basecamp.")]
    [InlineData("var r = new Random();", "CS0246", "'Random' is not available in rules; use Run.Random.")]
    [InlineData("var g = Guid.NewGuid();", "CS0117", "'Guid.NewGuid' is not available in rules; use Run.NewId.")]
    [InlineData("Thread.Sleep(1);", "CS0103", "'Thread.Sleep' is not available in rules; use await Clock.Delay.")]
    [InlineData("var n = Environment.MachineName;", "CS0619", "'Environment' is not available in rules; a rule knows nothing of the machine it runs on.")]
    [InlineData("var t = \"\".GetType();", "CS1061", "'Object.GetType' is not available in rules; use 'is' or a switch on the type.")]
    [InlineData("var t = typeof(string).Name;", "CS1061", "'Type.Name' is not available in rules; use nameof.")]
    [InlineData("static class T { public static int N(this string s) => s.Length; }", "CS1109", "Extension methods are not available in rules: a file's classes stand inside the script. Write an ordinary function.")]
    [InlineData("var a = Activator.CreateInstance<int>();", "CS0619", "'Activator' is not available in rules; rules have no reflection; use the type itself.")]
    [InlineData("using E = System.Environment;\nvar n = E.CurrentManagedThreadId;", "CS0619", "'Environment.CurrentManagedThreadId' is not available in rules; a rule knows nothing of the machine it runs on.")]
    [InlineData("var c = default(System.Threading.CancellationToken);", "CS0619", "'CancellationToken' is not available in rules; a run that is cancelled is stopped by the host.")]
    [InlineData("class P : IFormatProvider { }", "CS0619", "'IFormatProvider' is not available in rules; leave it out; a rule has one culture, the invariant one.")]
    [InlineData("var h = \"\".GetHash\\u0043ode();", "RULE004", "'GetHashCode' is not available in rules: its values differ from run to run. Compare values, or use a record, which compares by value.")]
    [InlineData("var c = default(CancellationToken);", "CS0246", "'CancellationToken' is not available in rules; a run that is cancelled is stopped by the host.")]
    [InlineData("var s = new Dictionary<int, int>().ToLookup(p => p.Key);", "CS1061", "'ToLookup' is not available in rules; use GroupBy and ToDictionary.")]
    [InlineData("Span<int> s = default;", "CS0246", "'Span' is not available in rules; use string, arrays and lists.")]
    [InlineData("var s = new[] { 1 }.Shuffle();", "CS1061", "'Shuffle' is not available in rules; use Run.Random to choose, or OrderBy for an order.")]
    [InlineData("var s = \"a\".ToUpper();", "CS1061", "'String.ToUpper' is not available in rules; use ToUpperInvariant.")]
    [InlineData("using System.IO;", "CS0234", "'System.IO' is not available in rules; rules have no files; keep values with State.")]
    [InlineData("await (Basecamp.Me());", "CS0103", "'await (' is read as a call here, outside of any function. Name what is in the brackets first: var x = …; await x.")]
    [InlineData("var n = foo + 1;", "CS0103", "The name 'foo' does not exist in the current context")]
    [InlineData("lock (new object()) { }", "CS0656", "'lock' is not available in rules; a rule does one thing at a time; use async and await.")]
    [InlineData("dynamic d = 1; d.Foo();", "CS1980", "'dynamic' is not available in rules; use the type itself, or a record.")]
    [InlineData("async void Go() { await Clock.Delay(TimeSpan.Zero); }", "CS0518", "An async function without a Task is not available in rules: nobody could wait for it. Return Task.")]
    [InlineData("interface I { int N() => 1; }", "CS8701", "Interface members with a body are not available in rules. Use an abstract class or a function.")]
    [InlineData("On.Demand(async () => { Basecamp.Me(); await Task.CompletedTask; });", "CS4014", "This call is not awaited: the run would end without knowing how it went. Write 'await' before it.")]
    [InlineData("unsafe { int* p = null; }", "RULE004", "'unsafe' is not available in rules.")]
    [InlineData("static int count = 0;", "RULE004", StaticState)]
    [InlineData("static class C { public static int N { get; set; } }", "RULE004", StaticState)]
    [InlineData("class C { static C() { } }", "RULE004", StaticState)]
    [InlineData("class C { ~C() { } }", "RULE004", "Finalizers are not available in rules. Use 'using' or 'finally'.")]
    [InlineData("again: goto again;", "RULE004", "Labels are not available in rules. Use a loop or a function.")]
    [InlineData("here: var n = 1;", "RULE004", "Labels are not available in rules. Use a loop or a function.")]
    [InlineData("[Obsolete] class C { }", "RULE004", "Attributes are not available in rules; leave it out. What is to be known of it can stand in a comment.")]
    [InlineData("[Flags] enum E { A = 1, B = 2 }", "RULE004", "Attributes are not available in rules; leave it out. The members of an enum can be joined with '|' without it.")]
    [InlineData("class C { volatile int n; }", "RULE004", "'volatile' is not available in rules; leave it out. A rule has one thread.")]
    [InlineData("var n = DateTime.DaysInMonth(2027, 2);", "CS0117", "'DateTime.DaysInMonth' is not available in rules; use new DateOnly(year, month, 1).AddMonths(1).AddDays(-1).Day.")]
    [InlineData("var q = new PriorityQueue<int, int>();", "CS0246", "'PriorityQueue' is not available in rules; use List and MinBy, or OrderBy.")]
    [InlineData("var q = new LinkedList<int>();", "CS0246", "'LinkedList' is not available in rules; use List, or Queue.")]
    [InlineData("var b = System.Text.Encoding.UTF8;", "CS0234", "'Encoding' is not available in rules; use string; rules work with text, not with its bytes.")]
    [InlineData("T Sum<T>(T a) where T : INumber<T> => a;", "CS0246", "'INumber' is not available in rules; write the function for decimal, or once for each type.")]
    [InlineData("int? a = 1, b = 2; var c = Nullable.Compare(a, b);", "CS0305", "'Nullable.Compare' is not available in rules; use < and >, which are false where one side is null.")]
    [InlineData("enum E { A } var v = Enum.GetValues(typeof(E));", "CS1501", "'Enum.GetValues' takes its type in angle brackets in rules: Enum.GetValues<Colour>(…).")]
    [InlineData("Func<int, int, int, int, int, int, int, int, int> f = null;", "CS0305", "'Func' has not so many arguments in rules. Give it a record, or declare a delegate of your own.")]
    [InlineData("var p = await Basecamp.Project(\"x\"); foreach (var l in p.TodoLists()) { }", "CS1579", "This is a Task<IReadOnlyList<TodoList>> until it is awaited; write foreach (var … in await …).")]
    [InlineData("using static System.Math;\nLog.Info(\"x\");", "CS0119", "'Log' is a function of Math here, because of 'using static System.Math'. Leave that line out, and write Math.Round and the like.")]
    [InlineData("using System.Text;\nvar s = new StringBuilder().AppendFormat(\"{0}\", 1);", "CS1061", "'StringBuilder.AppendFormat' is not available in rules; use Append($\"…\").")]
    [InlineData("var h = \"\".GetHashCode();", "RULE004", "'GetHashCode' is not available in rules: its values differ from run to run. Compare values, or use a record, which compares by value.")]
    [InlineData("var a = Task.CompletedTask.GetAwaiter();", "RULE004", "'GetAwaiter' is not available in rules; use await.")]
    [InlineData("#r \"System.Net.Http\"", "RULE004", "'#r' is not available in rules: they are compiled against Automator.Sdk and a part of .NET alone. For code of your own use '#load'.")]
    [InlineData("#pragma warning disable\nvar x = 1;", "RULE004", "'#pragma' is not available in rules.")]
    [InlineData("#line 5 \"/etc/passwd\"\nvar x = 1;", "RULE004", "'#line' is not available in rules.")]
    [InlineData("var x = new Automator.Sdk.Protocol.Delay();", "CS0234", "The type or namespace name 'Protocol' does not exist in the namespace 'Automator.Sdk'.")]
    public async Task Code_IsRefusedInWordsThatHelp(string source, string code, string message)
    {
        var answer = await compiler.Compile(source);

        answer.Dll.ShouldBeNull();
        answer.Errors.Select(error => $"{error.Code}: {error.Message}").ShouldContain($"{code}: {message}");
    }

    [Fact]
    public async Task Error_SaysExactlyWhere()
    {
        var answer = await compiler.Compile("var a = 1;\n\n    var b = Consle.Out;\n");

        answer.Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("/rules/rule.csx(3,13,3,19): error CS0103: The name 'Consle' does not exist in the current context");
    }

    [Fact]
    public async Task SeveralErrors_AreAllTold()
    {
        var answer = await compiler.Compile("var a = DateTime.Now;\nstatic int n;\nvar b = foo;\n");

        answer.Errors.Select(error => (error.Line, error.Code)).ShouldBe([(1, "CS0117"), (2, "RULE004"), (3, "CS0103")]);
    }
}
