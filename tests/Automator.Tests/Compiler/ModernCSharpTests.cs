using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Compiler;

/// <summary>Ordinary modern C# that people write without thinking: it compiles, and its image passes the gate.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class ModernCSharpTests(CompilerFixture compiler)
{
    public static TheoryData<string> Snippets { get; } =
    [
        "record Line(string Name, int Count);\nvar a = new Line(\"x\", 1); var b = a with { Count = 2 }; var same = a == b; var text = a.ToString();",
        "record struct Point(int X, int Y);\nvar (x, y) = new Point(1, 2); var same = new Point(1, 2) == new Point(2, 1);",
        "abstract record Shape; sealed record Circle(double R) : Shape; sealed record Square(double A) : Shape;\ndouble Area(Shape s) => s switch { Circle c => Math.PI * c.R * c.R, Square { A: var a } => a * a, _ => 0 };\nvar all = new Shape[] { new Circle(1), new Square(2) }.Sum(Area);",
        "class Counter { public int Value { get; private set; } public void Up() => Value++; }\nvar c = new Counter(); c.Up();",
        "class Box<T>(T value) where T : notnull { public T Value { get; } = value; public override string ToString() => $\"[{Value}]\"; }\nvar text = new Box<int>(3).ToString();",
        "interface IHasName { string Name { get; } }\nrecord A(string Name) : IHasName; record B(string Name) : IHasName;\nvar names = new List<IHasName> { new A(\"a\"), new B(\"b\") }.Select(n => n.Name).ToList();",
        "enum Level { Low, High }\nvar level = Level.High; var text = level switch { Level.Low => \"l\", Level.High => \"h\", _ => throw new InvalidOperationException() }; var all = Enum.GetValues<Level>().Length; var parsed = Enum.TryParse<Level>(\"Low\", out var low);",
        "struct Money { public decimal Amount; public Money(decimal amount) => Amount = amount; public static Money operator +(Money a, Money b) => new(a.Amount + b.Amount); }\nvar sum = new Money(1.5m) + new Money(2m);",
        "object o = 5; var text = o switch { int n and > 3 => $\"big {n}\", int => \"small\", string { Length: > 2 } s => s, null => \"none\", _ => \"?\" };",
        "int[] a = [1, 2, 3]; var ok = a is [1, .., var last] && last == 3;",
        "List<int> a = [1, 2]; int[] b = [0, .. a, 3]; IReadOnlyList<int> c = [.. b]; IEnumerable<string> d = [\"x\"]; List<int> e = [.. a, .. b];",
        "var a = new[] { 1, 2, 3, 4 }; var last = a[^1]; var part = a[1..3]; var text = \"hello\"[1..^1];",
        "var d = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }; d[\"B\"] = 2; foreach (var (k, v) in d) { var s = $\"{k}={v}\"; } var has = d.TryGetValue(\"x\", out var value);",
        "var set = new HashSet<string> { \"a\" }; set.UnionWith([\"b\"]); var q = new Queue<int>(); q.Enqueue(1); var s = new Stack<int>(); s.Push(2);",
        "var q = from n in Enumerable.Range(1, 10) where n % 2 == 0 orderby n descending select n * n; var total = q.Sum();",
        "var g = new[] { \"a\", \"bb\", \"cc\" }.GroupBy(s => s.Length).ToDictionary(g => g.Key, g => g.Count()); var by = new[] { 1, 2 }.CountBy(n => n % 2).ToList(); var chunk = new[] { 1, 2, 3 }.Chunk(2).ToList();",
        "var j = new[] { 1, 2 }.Join(new[] { 2, 3 }, a => a, b => b, (a, b) => a + b).ToList(); var z = new[] { 1 }.Zip(new[] { \"a\" }).ToList(); var m = new[] { 3, 1 }.MaxBy(n => n); var i = new[] { 5 }.Index().ToList();",
        "On.Demand(async () => { var first = await Basecamp.TodoItems(open: true).Where(t => t.DueOn < Clock.Today).OrderBy(t => t.DueOn).FirstOrDefaultAsync(); if (first is { DueOn: { } due }) Log.Info($\"{first.Content} {due:yyyy-MM-dd}\"); });",
        "On.Demand(async () => { var items = await Basecamp.TodoItems().Take(10).ToListAsync(); var n = await Basecamp.TodoItems().CountAsync(t => t.Content.Contains('x')); Log.Info($\"{items.Count} {n}\"); });",
        "async IAsyncEnumerable<int> Numbers() { for (var i = 0; i < 3; i++) { await Task.CompletedTask; yield return i; } }\nOn.Demand(async () => { await foreach (var n in Numbers()) Log.Info($\"{n}\"); });",
        "IEnumerable<int> Fib() { var (a, b) = (0, 1); while (true) { yield return a; (a, b) = (b, a + b); } }\nvar few = Fib().Take(5).ToList();",
        "var text = $\"{DateOnly.MinValue:yyyy} {1.5m,10:0.00} {\"a\"} {(true ? \"b\" : \"c\")} {{}}\"; var raw = $$\"\"\"{ {{text}} }\"\"\";",
        "var s = string.Join(\", \", new[] { 1, 2 }); var t = string.Format(\"{0:N2} {1}\", 1234.5, \"x\"); var u = string.Concat(\"a\", \"b\", \"c\", \"d\", \"e\"); var v = \"a,b\".Split(',').Select(p => p.Trim()).ToArray();",
        "var s = \"Hello\"; var l = s.ToLowerInvariant().Replace(\"l\", \"L\").PadLeft(10).TrimStart(); var e = s.Equals(\"HELLO\", StringComparison.OrdinalIgnoreCase); var c = char.IsLetter(s[0]); var n = string.IsNullOrWhiteSpace(s);",
        "int Fact(int n) => n <= 1 ? 1 : n * Fact(n - 1);\nstatic int Twice(int n) => n * 2;\nFunc<int, Func<int, int>> add = a => b => a + b; var seven = add(3)(4) + Twice(Fact(3));",
        "T Largest<T>(IEnumerable<T> items) where T : IComparable<T> { var best = items.First(); foreach (var i in items) if (i.CompareTo(best) > 0) best = i; return best; }\nvar m = Largest(new[] { 3, 1, 2 });",
        "(string Name, int Age) Person() => (\"x\", 3);\nvar (name, age) = Person(); var p = Person(); var same = p == (\"x\", 3); var list = new List<(int A, string B)> { (1, \"a\") };",
        "int? a = null; var b = a ?? 3; a ??= 4; string? s = null; var len = s?.Length ?? 0; var up = s?.ToUpperInvariant();",
        "try { throw new InvalidOperationException(\"x\"); } catch (InvalidOperationException e) when (e.Message.Length > 0) { var m = e.Message; } finally { var done = true; }",
        "sealed class MyError(string message) : Exception(message);\nvoid Fail() { try { Fail(); } catch { throw; } }\nvar e = new MyError(\"x\");",
        "On.Demand(async () => { try { var p = await Basecamp.Project(\"x\"); Log.Info(p.Name); } catch (NotFoundException e) { Log.Warn(e.Message); } finally { await State.Set(\"seen\", 1); } });",
        "record Seen(DateOnly Day, int Count);\nOn.Demand(async () => { var seen = await State.Get<Seen>(\"k\") ?? new Seen(Clock.Today, 0); await State.Set(\"k\", seen with { Count = seen.Count + 1 }); });",
        "On.Demand(async () => { var both = await Task.WhenAll(Basecamp.Me(), Basecamp.Person(1)); Log.Info(string.Join(\",\", both.Select(p => p.Id))); });",
        "On.Demand(async () => { await Clock.Delay(TimeSpan.FromMinutes(5)); var day = Clock.NextWorkday(); var id = Run.NewId(); var n = Run.Random(6); Log.Info($\"{day:ddd} {id:N} {n}\"); });",
        "using System.Text; var b = new StringBuilder(); b.Append(\"a\").AppendLine(\"b\").Append(3); b.Append($\"{1}\"); var s = b.ToString();",
        "using System.Text.RegularExpressions; var m = Regex.Match(\"a1\", @\"([a-z])(\\d)\"); var d = m.Groups[2].Value; var all = Regex.Matches(\"aa\", \"a\").Select(x => x.Value).ToList(); var r = Regex.Replace(\"a\", \"a\", x => x.Value + \"b\");",
        "var span = TimeSpan.FromDays(2) + TimeSpan.FromHours(3); var due = new DateOnly(2026, 1, 31).AddMonths(1); var later = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(1); var t = TimeOnly.Parse(\"10:00\"); var w = due.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;",
        "var n = int.Parse(\"3\"); var ok = decimal.TryParse(\"1.5\", out var d); var r = Math.Round(2.5m, MidpointRounding.AwayFromZero); var x = Math.Clamp(n, 0, 2); long big = int.MaxValue; big *= 2; var hex = 255.ToString(\"x\"); var u = unchecked((uint)-1);",
        "const string Greeting = \"hi\"; static class Names { public const int Most = 3; public static string Of(int n) => n switch { 1 => \"one\", _ => \"many\" }; }\nvar s = Names.Of(Names.Most) + Greeting;",
        "var i = 0; while (i < 10) { if (i == 5) break; if (i % 2 == 0) { i++; continue; } i++; } do { i--; } while (i > 0); for (var (a, b) = (0, 1); a < 3; a++) { }",
        "var word = \"delta\"; var n = word switch { \"alpha\" => 1, \"beta\" => 2, \"gamma\" => 3, \"delta\" => 4, \"epsilon\" => 5, \"zeta\" => 6, \"eta\" => 7, \"theta\" => 8, _ => 0 };",
        "class Node { public required string Name { get; init; } public List<Node> Children { get; } = []; }\nvar tree = new Node { Name = \"a\", Children = { new Node { Name = \"b\" } } };",
        "var table = new int[2, 3]; table[1, 2] = 5; var jagged = new int[][] { [1], [2, 3] }; var primes = new[] { 2, 3, 5, 7, 11, 13, 17 };",
        "class Gate : IDisposable { public void Dispose() { } } class Later : IAsyncDisposable { public ValueTask DisposeAsync() => ValueTask.CompletedTask; }\nOn.Demand(async () => { using var g = new Gate(); await using var l = new Later(); Log.Info(\"x\"); });",
        "class Alarm { public event Action<int>? Rang; public void Ring() => Rang?.Invoke(1); }\nvar a = new Alarm(); a.Rang += n => { }; a.Ring();",
        "delegate int Op(int a, int b);\nOp plus = (a, b) => a + b; Op times = (int a, int b) => a * b; var n = plus(1, 2) + times(3, 4);",
        "bool TryHalf(int n, out int half) { half = n / 2; return n % 2 == 0; }\nvoid Twice(ref int n) => n *= 2;\nint Sum(params int[] all) => all.Sum();\nif (TryHalf(4, out var h)) Twice(ref h); var s = Sum(1, 2, 3) + Sum();",
        "class Temperature { public double Celsius { get => field; set => field = value < -273 ? -273 : value; } }\nvar t = new Temperature { Celsius = -300 };",
        "string Kind(DateOnly day) => day switch { { Month: 12, Day: 24 or 25 } => \"holiday\", { DayOfWeek: DayOfWeek.Sunday } => \"sunday\", _ => \"day\" };\nOn.Schedule(\"@daily\", async () => { Log.Info(Kind(Clock.Today)); await Task.CompletedTask; });",
        "On.TodoItemCompleted(async item => { var list = await item.TodoList(); await item.Comment($\"Done in '{list.Name}'\"); }, new() { Name = \"done\" });",
        "On.Demand(() => Task.CompletedTask)",
        "static int Same(int x) => x;\nvar a = new[] { 1 }.Select(Same).ToList();",
        "List<T> Copy<T>(List<T> all) { static T Id(T x) => x; return all.Select(Id).Select(x => x).ToList(); }\nvar a = Copy(new List<int> { 1 });",
        "class Bag<T> { private readonly List<T> _all = []; public IEnumerable<string> Texts() => _all.Select(x => $\"{x}\"); public T this[int n] => _all[n]; }\nvar a = new Bag<int>().Texts().Count();",
        "var q = from p in new[] { (Name: \"a\", N: 1) } let twice = p.N * 2 join m in new[] { 2, 4 } on twice equals m into ms group new { p.Name, twice } by ms.Count() into g select new { g.Key, All = g.ToList() }; var first = q.First().All[0].Name; var text = q.First().ToString();",
        "var f = (int x = 1) => x + 1; var n = f() + f(2); var g = (params int[] all) => all.Length; var m = g(1, 2);",
        "On.Demand(async () => { try { await Basecamp.Me(); } catch (ForbiddenException) { await State.Set(\"a\", 1); throw; } finally { await State.Set(\"b\", 2); } });",
        "using static System.Math; using Names = System.Collections.Generic.List<string>; var a = Max(1, 2); Names n = [\"a\"];",
        "int Sum(params IEnumerable<int> all) => all.Sum();\nint Count(params List<string> all) => all.Count;\nvar n = Sum(1, 2) + Count(\"a\");",
        "var t = (1, 2, 3, 4, 5, 6, 7, 8, 9); var last = t.Item9; var (a, _, c) = (1, 2, 3);",
        "readonly struct Celsius(double value) : IEquatable<Celsius>, IComparable<Celsius> { public double Value => value; public bool Equals(Celsius other) => value.Equals(other.Value); public int CompareTo(Celsius other) => value.CompareTo(other.Value); public static implicit operator Celsius(double d) => new(d); public static bool operator <(Celsius a, Celsius b) => a.CompareTo(b) < 0; public static bool operator >(Celsius a, Celsius b) => b < a; }\nCelsius c = 3.5; var colder = c < 4.0;",
        "class Countdown(int from) : IEnumerable<int> { public IEnumerator<int> GetEnumerator() { for (var n = from; n > 0; n--) yield return n; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }\nforeach (var n in new Countdown(3)) { }",
        "int n = 1; switch (n) { case 1: goto case 2; case 2: n++; break; default: break; } for (;;) { if (n++ > 5) break; }",
        "var days = Enumerable.Range(0, 5).Select(n => new DateOnly(2026, 1, 1).AddDays(n)).ToDictionary(d => d, d => d.DayOfWeek); var sorted = days.OrderBy(d => d.Value).ThenByDescending(d => d.Key).Select(d => $\"{d.Key:dd.MM.} {d.Value,-10}\");",
        "string Describe(object? o) => o switch { null => \"nothing\", IEnumerable<int> { } e when e.Any() => \"numbers\", Exception { Message: { Length: > 0 } m } => m, var x => x.ToString() ?? \"\" };",
        "bool IsWeekend(DateOnly d) => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;\nvar weekdays = new List<DateOnly>().Where(d => !IsWeekend(d)).DistinctBy(d => d.Month).ToHashSet();",
        "On.Demand(async () => { foreach (var project in await Basecamp.Projects()) { foreach (var list in await project.TodoLists()) { var open = await list.Items(open: true); if (open.Count == 0) continue; var oldest = open.MinBy(i => i.CreatedAt)!; Log.Info($\"{project.Name}/{list.Name}: {open.Count} open, oldest {(Clock.Now - oldest.CreatedAt).TotalDays:0} days\"); } } });",
        "enum Days { None = 0, Mon = 1, Tue = 2 }\nvar d = Days.Mon | Days.Tue; var has = d.HasFlag(Days.Mon) && (d & Days.Tue) != 0; var name = Enum.GetName(Days.Mon);",
        "var total = checked(1 + 2); var shifted = 1L << 40; var rounded = decimal.Round(1.005m, 2); var ratio = 1 / 3.0; var isNan = double.IsNaN(ratio); var max = Math.Max(1, 2); var c = (char)(65 + 1); var digits = \"123\".Select(ch => ch - (int)(char)48).Sum();",
        "partial class P { public int A; } partial class P { public int B; }\nvar p = new P { A = 1, B = 2 };",
        "#nullable disable\nstring s = null;\n#nullable restore\n#region x\nvar n = s?.Length;\n#endregion\n#if DEBUG\nbroken broken\n#endif\n",
    ];

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Snippet_CompilesAndPassesTheGate(string source)
    {
        var image = await compiler.Image(source);

        ImageGate.Refusals(image).ShouldBeEmpty();
    }
}
