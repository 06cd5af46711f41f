// Ordinary modern C#: it compiles, passes the image gate, and its top level runs in a worker.

//// 001
record Line(string Name, int Count);
var a = new Line("x", 1); var b = a with { Count = 2 }; var same = a == b; var text = a.ToString();

//// 002
record struct Point(int X, int Y);
var (x, y) = new Point(1, 2); var same = new Point(1, 2) == new Point(2, 1);

//// 003
abstract record Shape; sealed record Circle(double R) : Shape; sealed record Square(double A) : Shape;
double Area(Shape s) => s switch { Circle c => Math.PI * c.R * c.R, Square { A: var a } => a * a, _ => 0 };
var all = new Shape[] { new Circle(1), new Square(2) }.Sum(Area);

//// 004
class Counter { public int Value { get; private set; } public void Up() => Value++; }
var c = new Counter(); c.Up();

//// 005
class Box<T>(T value) where T : notnull { public T Value { get; } = value; public override string ToString() => $"[{Value}]"; }
var text = new Box<int>(3).ToString();

//// 006
interface IHasName { string Name { get; } }
record A(string Name) : IHasName; record B(string Name) : IHasName;
var names = new List<IHasName> { new A("a"), new B("b") }.Select(n => n.Name).ToList();

//// 007
enum Level { Low, High }
var level = Level.High; var text = level switch { Level.Low => "l", Level.High => "h", _ => throw new InvalidOperationException() }; var all = Enum.GetValues<Level>().Length; var parsed = Enum.TryParse<Level>("Low", out var low);

//// 008
struct Money { public decimal Amount; public Money(decimal amount) => Amount = amount; public static Money operator +(Money a, Money b) => new(a.Amount + b.Amount); }
var sum = new Money(1.5m) + new Money(2m);

//// 009
object o = 5; var text = o switch { int n and > 3 => $"big {n}", int => "small", string { Length: > 2 } s => s, null => "none", _ => "?" };

//// 010
int[] a = [1, 2, 3]; var ok = a is [1, .., var last] && last == 3;

//// 011
List<int> a = [1, 2]; int[] b = [0, .. a, 3]; IReadOnlyList<int> c = [.. b]; IEnumerable<string> d = ["x"]; List<int> e = [.. a, .. b];

//// 012
var a = new[] { 1, 2, 3, 4 }; var last = a[^1]; var part = a[1..3]; var text = "hello"[1..^1];

//// 013
var d = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }; d["B"] = 2; foreach (var (k, v) in d) { var s = $"{k}={v}"; } var has = d.TryGetValue("x", out var value);

//// 014
var set = new HashSet<string> { "a" }; set.UnionWith(["b"]); var q = new Queue<int>(); q.Enqueue(1); var s = new Stack<int>(); s.Push(2);

//// 015
var q = from n in Enumerable.Range(1, 10) where n % 2 == 0 orderby n descending select n * n; var total = q.Sum();

//// 016
var g = new[] { "a", "bb", "cc" }.GroupBy(s => s.Length).ToDictionary(g => g.Key, g => g.Count()); var by = new[] { 1, 2 }.CountBy(n => n % 2).ToList(); var chunk = new[] { 1, 2, 3 }.Chunk(2).ToList();

//// 017
var j = new[] { 1, 2 }.Join(new[] { 2, 3 }, a => a, b => b, (a, b) => a + b).ToList(); var z = new[] { 1 }.Zip(new[] { "a" }).ToList(); var m = new[] { 3, 1 }.MaxBy(n => n); var i = new[] { 5 }.Index().ToList();

//// 018
On.Demand(async () => { var first = await Basecamp.TodoItems(open: true).Where(t => t.DueOn < Clock.Today).OrderBy(t => t.DueOn).FirstOrDefaultAsync(); if (first is { DueOn: { } due }) Log.Info($"{first.Content} {due:yyyy-MM-dd}"); });

//// 019
On.Demand(async () => { var items = await Basecamp.TodoItems().Take(10).ToListAsync(); var n = await Basecamp.TodoItems().CountAsync(t => t.Content.Contains('x')); Log.Info($"{items.Count} {n}"); });

//// 020
async IAsyncEnumerable<int> Numbers() { for (var i = 0; i < 3; i++) { await Task.CompletedTask; yield return i; } }
On.Demand(async () => { await foreach (var n in Numbers()) Log.Info($"{n}"); });

//// 021
IEnumerable<int> Fib() { var (a, b) = (0, 1); while (true) { yield return a; (a, b) = (b, a + b); } }
var few = Fib().Take(5).ToList();

//// 022
var text = $"{DateOnly.MinValue:yyyy} {1.5m,10:0.00} {"a"} {(true ? "b" : "c")} {{}}"; var raw = $$"""{ {{text}} }""";

//// 023
var s = string.Join(", ", new[] { 1, 2 }); var t = string.Format("{0:N2} {1}", 1234.5, "x"); var u = string.Concat("a", "b", "c", "d", "e"); var v = "a,b".Split(',').Select(p => p.Trim()).ToArray();

//// 024
var s = "Hello"; var l = s.ToLowerInvariant().Replace("l", "L").PadLeft(10).TrimStart(); var e = s.Equals("HELLO", StringComparison.OrdinalIgnoreCase); var c = char.IsLetter(s[0]); var n = string.IsNullOrWhiteSpace(s);

//// 025
int Fact(int n) => n <= 1 ? 1 : n * Fact(n - 1);
static int Twice(int n) => n * 2;
Func<int, Func<int, int>> add = a => b => a + b; var seven = add(3)(4) + Twice(Fact(3));

//// 026
T Largest<T>(IEnumerable<T> items) where T : IComparable<T> { var best = items.First(); foreach (var i in items) if (i.CompareTo(best) > 0) best = i; return best; }
var m = Largest(new[] { 3, 1, 2 });

//// 027
(string Name, int Age) Person() => ("x", 3);
var (name, age) = Person(); var p = Person(); var same = p == ("x", 3); var list = new List<(int A, string B)> { (1, "a") };

//// 028
int? a = null; var b = a ?? 3; a ??= 4; string? s = null; var len = s?.Length ?? 0; var up = s?.ToUpperInvariant();

//// 029
try { throw new InvalidOperationException("x"); } catch (InvalidOperationException e) when (e.Message.Length > 0) { var m = e.Message; } finally { var done = true; }

//// 030
sealed class MyError(string message) : Exception(message);
void Fail() { try { Fail(); } catch { throw; } }
var e = new MyError("x");

//// 031
On.Demand(async () => { try { var p = await Basecamp.Project("x"); Log.Info(p.Name); } catch (NotFoundException e) { Log.Warn(e.Message); } finally { await State.Set("seen", 1); } });

//// 032
record Seen(DateOnly Day, int Count);
On.Demand(async () => { var seen = await State.Get<Seen>("k") ?? new Seen(Clock.Today, 0); await State.Set("k", seen with { Count = seen.Count + 1 }); });

//// 033
On.Demand(async () => { var both = await Task.WhenAll(Basecamp.Me(), Basecamp.Person(1)); Log.Info(string.Join(",", both.Select(p => p.Id))); });

//// 034
On.Demand(async () => { await Clock.Delay(TimeSpan.FromMinutes(5)); var day = Clock.NextWorkday(); var id = Run.NewId(); var n = Run.Random(6); Log.Info($"{day:ddd} {id:N} {n}"); });

//// 035
using System.Text; var b = new StringBuilder(); b.Append("a").AppendLine("b").Append(3); b.Append($"{1}"); var s = b.ToString();

//// 036
using System.Text.RegularExpressions; var m = Regex.Match("a1", @"([a-z])(\d)"); var d = m.Groups[2].Value; var all = Regex.Matches("aa", "a").Select(x => x.Value).ToList(); var r = Regex.Replace("a", "a", x => x.Value + "b");

//// 037
var span = TimeSpan.FromDays(2) + TimeSpan.FromHours(3); var due = new DateOnly(2026, 1, 31).AddMonths(1); var later = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(1); var t = TimeOnly.Parse("10:00"); var w = due.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

//// 038
var n = int.Parse("3"); var ok = decimal.TryParse("1.5", out var d); var r = Math.Round(2.5m, MidpointRounding.AwayFromZero); var x = Math.Clamp(n, 0, 2); long big = int.MaxValue; big *= 2; var hex = 255.ToString("x"); var u = unchecked((uint)-1);

//// 039
const string Greeting = "hi"; static class Names { public const int Most = 3; public static string Of(int n) => n switch { 1 => "one", _ => "many" }; }
var s = Names.Of(Names.Most) + Greeting;

//// 040
var i = 0; while (i < 10) { if (i == 5) break; if (i % 2 == 0) { i++; continue; } i++; } do { i--; } while (i > 0); for (var (a, b) = (0, 1); a < 3; a++) { }

//// 041
var word = "delta"; var n = word switch { "alpha" => 1, "beta" => 2, "gamma" => 3, "delta" => 4, "epsilon" => 5, "zeta" => 6, "eta" => 7, "theta" => 8, _ => 0 };

//// 042
class Node { public required string Name { get; init; } public List<Node> Children { get; } = []; }
var tree = new Node { Name = "a", Children = { new Node { Name = "b" } } };

//// 043
var table = new int[2, 3]; table[1, 2] = 5; var jagged = new int[][] { [1], [2, 3] }; var primes = new[] { 2, 3, 5, 7, 11, 13, 17 };

//// 044
class Gate : IDisposable { public void Dispose() { } } class Later : IAsyncDisposable { public ValueTask DisposeAsync() => ValueTask.CompletedTask; }
On.Demand(async () => { using var g = new Gate(); await using var l = new Later(); Log.Info("x"); });

//// 045
class Alarm { public event Action<int>? Rang; public void Ring() => Rang?.Invoke(1); }
var a = new Alarm(); a.Rang += n => { }; a.Ring();

//// 046
delegate int Op(int a, int b);
Op plus = (a, b) => a + b; Op times = (int a, int b) => a * b; var n = plus(1, 2) + times(3, 4);

//// 047
bool TryHalf(int n, out int half) { half = n / 2; return n % 2 == 0; }
void Twice(ref int n) => n *= 2;
int Sum(params int[] all) => all.Sum();
if (TryHalf(4, out var h)) Twice(ref h); var s = Sum(1, 2, 3) + Sum();

//// 048
class Temperature { public double Celsius { get => field; set => field = value < -273 ? -273 : value; } }
var t = new Temperature { Celsius = -300 };

//// 049
string Kind(DateOnly day) => day switch { { Month: 12, Day: 24 or 25 } => "holiday", { DayOfWeek: DayOfWeek.Sunday } => "sunday", _ => "day" };
On.Schedule("@daily", async () => { Log.Info(Kind(Clock.Today)); await Task.CompletedTask; });

//// 050
On.TodoItemCompleted(async item => { var list = await item.TodoList(); await item.Comment($"Done in '{list.Name}'"); }, new() { Name = "done" });

//// 051
On.Demand(() => Task.CompletedTask)

//// 052
static int Same(int x) => x;
var a = new[] { 1 }.Select(Same).ToList();

//// 053
List<T> Copy<T>(List<T> all) { static T Id(T x) => x; return all.Select(Id).Select(x => x).ToList(); }
var a = Copy(new List<int> { 1 });

//// 054
class Bag<T> { private readonly List<T> _all = []; public IEnumerable<string> Texts() => _all.Select(x => $"{x}"); public T this[int n] => _all[n]; }
var a = new Bag<int>().Texts().Count();

//// 055
var q = from p in new[] { (Name: "a", N: 1) } let twice = p.N * 2 join m in new[] { 2, 4 } on twice equals m into ms group new { p.Name, twice } by ms.Count() into g select new { g.Key, All = g.ToList() }; var first = q.First().All[0].Name; var text = q.First().ToString();

//// 056
var f = (int x = 1) => x + 1; var n = f() + f(2); var g = (params int[] all) => all.Length; var m = g(1, 2);

//// 057
On.Demand(async () => { try { await Basecamp.Me(); } catch (ForbiddenException) { await State.Set("a", 1); throw; } finally { await State.Set("b", 2); } });

//// 058
using static System.Math; using Names = System.Collections.Generic.List<string>; var a = Max(1, 2); Names n = ["a"];

//// 059
int Sum(params IEnumerable<int> all) => all.Sum();
int Count(params List<string> all) => all.Count;
var n = Sum(1, 2) + Count("a");

//// 060
var t = (1, 2, 3, 4, 5, 6, 7, 8, 9); var last = t.Item9; var (a, _, c) = (1, 2, 3);

//// 061
readonly struct Celsius(double value) : IEquatable<Celsius>, IComparable<Celsius> { public double Value => value; public bool Equals(Celsius other) => value.Equals(other.Value); public int CompareTo(Celsius other) => value.CompareTo(other.Value); public static implicit operator Celsius(double d) => new(d); public static bool operator <(Celsius a, Celsius b) => a.CompareTo(b) < 0; public static bool operator >(Celsius a, Celsius b) => b < a; }
Celsius c = 3.5; var colder = c < 4.0;

//// 062
class Countdown(int from) : IEnumerable<int> { public IEnumerator<int> GetEnumerator() { for (var n = from; n > 0; n--) yield return n; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }
foreach (var n in new Countdown(3)) { }

//// 063
int n = 1; switch (n) { case 1: goto case 2; case 2: n++; break; default: break; } for (;;) { if (n++ > 5) break; }

//// 064
var days = Enumerable.Range(0, 5).Select(n => new DateOnly(2026, 1, 1).AddDays(n)).ToDictionary(d => d, d => d.DayOfWeek); var sorted = days.OrderBy(d => d.Value).ThenByDescending(d => d.Key).Select(d => $"{d.Key:dd.MM.} {d.Value,-10}");

//// 065
string Describe(object? o) => o switch { null => "nothing", IEnumerable<int> { } e when e.Any() => "numbers", Exception { Message: { Length: > 0 } m } => m, var x => x.ToString() ?? "" };

//// 066
bool IsWeekend(DateOnly d) => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
var weekdays = new List<DateOnly>().Where(d => !IsWeekend(d)).DistinctBy(d => d.Month).ToHashSet();

//// 067
On.Demand(async () => { foreach (var project in await Basecamp.Projects()) { foreach (var list in await project.TodoLists()) { var open = await list.Items(open: true); if (open.Count == 0) continue; var oldest = open.MinBy(i => i.CreatedAt)!; Log.Info($"{project.Name}/{list.Name}: {open.Count} open, oldest {(Clock.Now - oldest.CreatedAt).TotalDays:0} days"); } } });

//// 068
enum Days { None = 0, Mon = 1, Tue = 2 }
var d = Days.Mon | Days.Tue; var has = d.HasFlag(Days.Mon) && (d & Days.Tue) != 0; var name = Enum.GetName(Days.Mon);

//// 069
var total = checked(1 + 2); var shifted = 1L << 40; var rounded = decimal.Round(1.005m, 2); var ratio = 1 / 3.0; var isNan = double.IsNaN(ratio); var max = Math.Max(1, 2); var c = (char)(65 + 1); var digits = "123".Select(ch => ch - (int)(char)48).Sum();

//// 070
partial class P { public int A; } partial class P { public int B; }
var p = new P { A = 1, B = 2 };

//// 071
#nullable disable
string s = null;
#nullable restore
#region x
var n = s?.Length;
#endregion
#if DEBUG
broken broken
#endif


//// 072
record Base(int A); record Derived(int A, string B) : Base(A); Base b = new Derived(1, "x"); if (b is Derived { B: var t }) Say(t); void Say(string s) { }

//// 073
record Temp(double C) { public double F => C * 9 / 5 + 32; } var f = new Temp(20).F;

//// 074
record Range2(int From, int To) { public bool Has(int n) => n >= From && n <= To; public static Range2 Of(int n) => new(n, n); } var has = Range2.Of(3).Has(3);

//// 075
record Person2(string Name) { public string? Mail { get; init; } } var p = new Person2("a") { Mail = "b" } with { Name = "c" };

//// 076
readonly record struct Id(long Value); var ids = new HashSet<Id> { new(1), new(1) }; if (ids.Count != 1) throw new InvalidOperationException();

//// 077
record Pair<A, B>(A First, B Second); var pair = new Pair<int, string>(1, "x"); var (first, second) = pair;

//// 078
struct Unit; var u = new Unit();

//// 079
readonly struct Nothing { } Nothing n = default;

//// 080
ref struct Cursor { public int At; public void Next() => At++; } void Move() { var c = new Cursor(); c.Next(); } Move();

//// 081
var grade = 85 switch { >= 90 => "A", >= 80 and < 90 => "B", _ => "C" }; if (grade != "B") throw new InvalidOperationException(grade);

//// 082
bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u'; var vowels = "hello".Count(IsVowel);

//// 083
object?[] things = [1, "two", 3.0, null, 'c', true]; var texts = things.Select(t => t switch { int i => $"int {i}", string s => s, double d => $"{d:0.0}", null => "null", _ => "other" }).ToList();

//// 084
int[] xs = [5, 3, 1]; var t = xs switch { [] => "none", [var one] => $"{one}", [var a, .. var rest] => $"{a}+{rest.Length}" };

//// 085
if ("2026-11-24".Split('-') is [var y, var m, var d] && int.TryParse(y, out var year)) Say($"{year} {m} {d}"); void Say(string s) { }

//// 086
var point = (X: 1, Y: 2); var where = point switch { (0, 0) => "origin", (var x, 0) => $"x{x}", ( > 0, > 0) => "right", _ => "else" };

//// 087
string? name = null; var shown = name is { Length: > 0 } given ? given : "nobody";

//// 088
var a = 1; var b = 2; (a, b) = (b, a); if (a != 2) throw new InvalidOperationException();

//// 089
List<string> names = ["b", "a", "c"]; names.Sort(); names.Reverse(); names.Sort((x, y) => string.CompareOrdinal(x, y)); var text = string.Join("", names);

//// 090
var list = new List<int> { 1, 2, 3 }; list.RemoveAll(n => n > 2); list.AddRange([7, 8]); list.Insert(0, 9); var i = list.IndexOf(7); var any = list.Exists(n => n == 9); var found = list.Find(n => n > 5); list.ForEach(n => Say($"{n}")); void Say(string s) { }

//// 091
var d = new Dictionary<string, List<int>>(); foreach (var n in new[] { 1, 2, 3 }) { var key = n % 2 == 0 ? "even" : "odd"; if (!d.TryGetValue(key, out var l)) d[key] = l = []; l.Add(n); }

//// 092
var d = new Dictionary<string, int> { { "a", 1 }, { "b", 2 } }; d.Remove("a"); d.TryAdd("c", 3); var keys = d.Keys.Order().ToList(); var total = d.Values.Sum(); var v = d.GetValueOrDefault("z", 5);

//// 093
var s1 = new HashSet<int> { 1, 2, 3 }; s1.IntersectWith([2, 3, 4]); s1.ExceptWith([3]); var sub = s1.IsSubsetOf([2, 5]); var eq = s1.SetEquals([2]);

//// 094
var stack = new Stack<string>(); stack.Push("a"); if (stack.TryPop(out var top)) Say(top); var q = new Queue<int>([1, 2]); while (q.TryDequeue(out var item)) Say($"{item}"); void Say(string s) { }

//// 095
int[,] grid = { { 1, 2 }, { 3, 4 } }; var sum = 0; foreach (var cell in grid) sum += cell; var len = grid.Length;

//// 096
var word = "automator"; var rev = string.Concat(word.Reverse()); var up = char.ToUpperInvariant(word[0]) + word[1..]; var count = word.GroupBy(c => c).MaxBy(g => g.Count())!.Key;

//// 097
var lines = "a\nb\n\nc".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries); var numbered = lines.Select((l, i) => $"{i + 1}. {l}");

//// 098
var csv = string.Join('\n', new[] { ("a", 1), ("b", 2) }.Select(r => $"{r.Item1};{r.Item2}"));

//// 099
var t = "  Hello, World  ".Trim().Replace("World", "you", StringComparison.Ordinal).ToLowerInvariant(); var has = t.Contains("hello") && t.StartsWith("hello") && !t.EndsWith('x'); var at = t.IndexOf(','); var last = t.LastIndexOf('o');

//// 100
var padded = $"{"left",-10}|{"right",10}|{3.14159,8:F2}|{255:X4}|{0.256:P0}|{1234567:N0}";

//// 101
var raw = """
  {"name": "x", "n": [1, 2]}
  """; var len = raw.Length;

//// 102
var n = 3; var json = $$"""{"n": {{n}}, "half": {{n / 2.0}}}""";

//// 103
var path = @"C:\a\b"; var multi = @"line ""one"""; var esc = "tab\tnew\u0041";

//// 104
var c = 'x'; var isD = char.IsDigit('5') && char.IsWhiteSpace(' ') && char.IsUpper('A') && char.IsLetterOrDigit(c); var num = '7' - '0'; var next = (char)(c + 1);

//// 105
using System.Text; var sb = new StringBuilder(); for (var i = 0; i < 3; i++) sb.Append(i).Append(", "); if (sb.Length > 2) sb.Length -= 2; sb.Insert(0, "[").AppendLine("]"); var s = sb.ToString();

//// 106
using System.Text; var sb = new StringBuilder("x"); sb.Append('c', 3).Append(true).Append(1.5m); sb.Clear();

//// 107
using System.Text.RegularExpressions; var rx = new Regex(@"(?<y>\d{4})-(?<m>\d\d)"); var m = rx.Match("on 2026-11"); if (m.Success) Say(m.Groups["y"].Value); var clean = Regex.Replace("a  b", @"\s+", " "); var parts = Regex.Split("a1b2", @"\d"); void Say(string s) { }

//// 108
using System.Text.RegularExpressions; var mails = Regex.Matches("a@b.c, d@e.f", @"[\w.]+@[\w.]+", RegexOptions.IgnoreCase).Select(m => m.Value.ToLowerInvariant()).Distinct().ToList(); var ok = Regex.IsMatch("x", "^x$");

//// 109
var due = new DateOnly(2026, 11, 24); var week = due.AddDays(7); var month = due.AddMonths(-1); var days = week.DayNumber - due.DayNumber; var first = new DateOnly(due.Year, due.Month, 1); var end = first.AddMonths(1).AddDays(-1); if (end.Day != 30) throw new InvalidOperationException();

//// 110
var t = new TimeOnly(9, 30); var later = t.AddHours(2).AddMinutes(15); var open = t.IsBetween(new TimeOnly(8, 0), new TimeOnly(18, 0)); var span = later - t; var text = $"{later:HH\\:mm}";

//// 111
var d = new DateOnly(2026, 11, 24); var at = d.ToDateTime(new TimeOnly(10, 0)); var back = DateOnly.FromDateTime(at); var text = d.ToString("yyyy-MM-dd"); var iso = $"{d:O}"; var same = d == back; var older = d < d.AddDays(1);

//// 112
var span = TimeSpan.FromMinutes(90); var text = $"{span.TotalHours:0.0} h"; var parts = $"{span.Hours}:{span.Minutes:00}"; var twice = span * 2; var neg = span.Negate(); var max = TimeSpan.FromDays(1) > span ? "day" : "span"; var parsed = TimeSpan.Parse("01:30:00");

//// 113
var when = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(1)); var utc = when.ToUniversalTime(); var other = when.ToOffset(TimeSpan.FromHours(-5)); var same = utc == when; var days = (utc - when.AddDays(-3)).TotalDays; var unix = when.ToUnixTimeSeconds(); var from = DateTimeOffset.FromUnixTimeSeconds(unix);

//// 114
var dt = new DateTime(2026, 1, 31, 12, 0, 0); var leap = dt.AddYears(2).AddMonths(1); var monday = dt.AddDays(-(((int)dt.DayOfWeek + 6) % 7)); var text = dt.ToString("yyyyMMdd"); var date = dt.Date;

//// 115
var q = (int)Math.Ceiling(new DateOnly(2026, 11, 24).Month / 3.0); var week = (new DateOnly(2026, 11, 24).DayOfYear - 1) / 7 + 1;

//// 116
var r = Math.Round(2.345m, 2); var f = Math.Floor(2.9); var p = Math.Pow(2, 10); var abs = Math.Abs(-3); var sq = Math.Sqrt(16); var sign = Math.Sign(-2.5); var min = Math.Min(1, 2); var t = Math.Truncate(1.9);

//// 117
decimal price = 19.99m; var tax = decimal.Round(price * 0.19m, 2, MidpointRounding.ToEven); var total = price + tax; var text = total.ToString("0.00"); var dmax = decimal.MaxValue > 1;

//// 118
var big = 1_000_000L * 3; var bits = 0b1010 ^ 0xF; var mask = bits & ~1; var shift = bits << 2 >> 1; var u = 5u; var by = (byte)255; short sh = 3; var rem = -7 % 3; var div = 7 / 2;

//// 119
var ok = int.TryParse("12x", out var n) ? n : -1; var hex = int.Parse("ff", System.Globalization.NumberStyles.HexNumber); var dbl = double.Parse("1.5"); var b = bool.Parse("true"); var l = long.Parse("9");

//// 120
var x = 5; x += 3; x -= 1; x *= 2; x /= 3; x %= 4; x <<= 1; x |= 1; x &= 3; x ^= 2; x++; --x;

//// 121
try { checked { var n = int.MaxValue; n++; } } catch (OverflowException e) { Say(e.Message); } void Say(string s) { }

//// 122
try { var a = new[] { 1 }; Say($"{a[5]}"); } catch (IndexOutOfRangeException) { Say("out"); } void Say(string s) { }

//// 123
try { _ = int.Parse("x"); } catch (FormatException e) when (e.Message.Length > 0) { Say(e.Message); } catch (Exception e) { Say(e.Message); } finally { Say("end"); } void Say(string s) { }

//// 124
class TooMany(int n) : Exception($"{n} are too many") { public int N { get; } = n; } try { throw new TooMany(3); } catch (TooMany e) { if (e.N != 3) throw; }

//// 125
int Need(string? s) => (s ?? throw new ArgumentNullException(nameof(s))).Length; var n = Need("abc");

//// 126
try { throw new InvalidOperationException("outer", new FormatException("inner")); } catch (Exception e) when (e.InnerException is FormatException f) { Say(f.Message); } void Say(string s) { }

//// 127
var evens = Enumerable.Range(1, 10).Where(n => n % 2 == 0).Select(n => n * n).TakeWhile(n => n < 50).ToArray(); var sum = evens.Sum(); var avg = evens.Average(); var max = evens.DefaultIfEmpty().Max();

//// 128
var agg = new[] { 1, 2, 3 }.Aggregate(0, (a, b) => a + b); var all = new[] { 1 }.All(n => n > 0); var first = new[] { 1 }.FirstOrDefault(n => n > 5, -1); var single = new[] { 7 }.Single(); var last = new[] { 1, 2 }.Last(); var at = new[] { 1, 2 }.ElementAt(^1);

//// 129
var words = new[] { "b", "A", "c" }; var sorted = words.OrderBy(w => w, StringComparer.OrdinalIgnoreCase).ThenBy(w => w.Length).ToList(); var desc = words.OrderDescending().ToList(); var rev = words.Reverse().ToList();

//// 130
var flat = new[] { new[] { 1, 2 }, new[] { 3 } }.SelectMany(x => x).Distinct().Except([2]).Union([4]).Intersect([1, 4]).Concat([9]).Append(10).Prepend(0).ToList();

//// 131
var pairs = from a in new[] { 1, 2 } from b in new[] { "x", "y" } select $"{a}{b}"; var list = pairs.ToList();

//// 132
var joined = from p in new[] { (Id: 1, Name: "a") } join o in new[] { (Owner: 1, What: "x") } on p.Id equals o.Owner into os from o in os.DefaultIfEmpty() select new { p.Name, o.What }; var one = joined.First().What;

//// 133
var grouped = from n in Enumerable.Range(0, 6) group n by n % 3 into g where g.Key > 0 orderby g.Key descending select (g.Key, Sum: g.Sum()); foreach (var (key, sum) in grouped) Say($"{key}={sum}"); void Say(string s) { }

//// 134
var by = new[] { "aa", "b", "cc" }.ToDictionary(s => s, s => s.Length); var agg = new[] { 1, 2, 3 }.AggregateBy(n => n % 2, 0, (a, n) => a + n).ToList(); var win = new[] { 1, 2, 3, 4 }.Chunk(3).Select(c => c.Sum()).ToList(); var zipped = new[] { 1, 2 }.Zip(new[] { 3, 4 }, (a, b) => a * b).Sum();

//// 135
var skip = Enumerable.Range(0, 9).Skip(2).SkipLast(2).TakeLast(3).ToList(); var seq = new[] { 1, 2 }.SequenceEqual([1, 2]); var rep = Enumerable.Repeat("x", 3).ToList(); var none = Enumerable.Empty<int>().Any(); var of = new object[] { 1, "a" }.OfType<string>().ToList(); var cast = new object[] { 1 }.Cast<int>().ToList();

//// 136
IEnumerable<int> Count(int to) { for (var i = 0; i < to; i++) { if (i == 3) yield break; yield return i; } } var list = Count(9).ToList();

//// 137
IEnumerable<T> Every<T>(IEnumerable<T> all, int n) { var i = 0; foreach (var item in all) if (i++ % n == 0) yield return item; } var some = Every(new[] { 1, 2, 3 }, 2).ToList();

//// 138
class Tree(int value) { public List<Tree> Children { get; } = []; public IEnumerable<int> All() { yield return value; foreach (var c in Children) foreach (var v in c.All()) yield return v; } } var root = new Tree(1) { Children = { new(2), new(3) } }; var sum = root.All().Sum();

//// 139
async IAsyncEnumerable<string> Names() { await foreach (var p in Basecamp.TodoItems()) yield return p.Content; } On.Demand(async () => { await foreach (var n in Names().Where(n => n.Length > 3).Take(5)) Log.Info(n); });

//// 140
On.Demand(async () => { var byDay = await Basecamp.TodoItems(open: true).GroupBy(t => t.DueOn).ToListAsync(); foreach (var g in byDay.OrderBy(g => g.Key)) Log.Info($"{g.Key}: {g.Count()}"); });

//// 141
On.Demand(async () => { var texts = await Basecamp.TodoItems().Select(t => t.Content.Trim()).Distinct().OrderBy(t => t).ToArrayAsync(); Log.Info(string.Join("; ", texts)); });

//// 142
On.Demand(async () => { var any = await Basecamp.TodoItems(open: true).AnyAsync(t => t.DueOn < Clock.Today); if (any) Log.Warn("late"); });

//// 143
async Task<int> Twice(int n) { await Clock.Delay(TimeSpan.FromSeconds(1)); return n * 2; } On.Demand(async () => { var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(Twice)); Log.Info($"{all.Sum()}"); });

//// 144
async ValueTask<string> Name() { var me = await Basecamp.Me(); return me.Name; } On.Demand(async () => Log.Info(await Name()));

//// 145
Func<Task> later = async () => { await Clock.Delay(TimeSpan.FromMinutes(1)); }; On.Demand(async () => { await later(); await later(); });

//// 146
On.Demand(async () => { for (var i = 0; i < 3; i++) { try { await Basecamp.Me(); break; } catch (Exception e) when (i < 2) { Log.Warn(e.Message); await Clock.Delay(TimeSpan.FromSeconds(5)); } } });

//// 147
Func<int, int> Compose(Func<int, int> f, Func<int, int> g) => x => g(f(x)); var h = Compose(x => x + 1, x => x * 2); if (h(3) != 8) throw new InvalidOperationException();

//// 148
int Fib(int n) { return Inner(n, 0, 1); static int Inner(int n, int a, int b) => n == 0 ? a : Inner(n - 1, b, a + b); } var f = Fib(10);

//// 149
var counter = 0; Action inc = () => counter++; inc(); inc += () => counter += 10; inc(); if (counter != 12) throw new InvalidOperationException($"{counter}");

//// 150
Predicate<int> even = n => n % 2 == 0; Comparison<string> by = (a, b) => a.Length - b.Length; var l = new List<string> { "aa", "b" }; l.Sort(by); var yes = even(2);

//// 151
T? First<T>(IEnumerable<T> all, Func<T, bool> test) where T : class { foreach (var x in all) if (test(x)) return x; return null; } var s = First(["a", "bb"], x => x.Length == 2);

//// 152
T Max<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) >= 0 ? a : b; var m = Max(3, 5); var t = Max("a", "b");

//// 153
class Stack2<T> { private readonly List<T> _items = []; public void Push(T item) => _items.Add(item); public T Pop() { var last = _items[^1]; _items.RemoveAt(_items.Count - 1); return last; } public int Count => _items.Count; } var s = new Stack2<string>(); s.Push("x"); var x = s.Pop();

//// 154
class Maker<T> where T : new() { public T Make() => new(); } class Thing { public int N = 3; } var n = new Maker<Thing>().Make().N;

//// 155
interface IShape { double Area { get; } } class Sq(double a) : IShape { public double Area => a * a; } class Ci(double r) : IShape { public double Area => Math.PI * r * r; } var total = new IShape[] { new Sq(2), new Ci(1) }.Sum(s => s.Area);

//// 156
abstract class Animal { public abstract string Sound { get; } public virtual string Say() => $"says {Sound}"; } class Dog : Animal { public override string Sound => "woof"; public sealed override string Say() => "Dog " + base.Say(); } var t = new Dog().Say();

//// 157
class Account2 { private decimal _balance; public decimal Balance { get => _balance; private set => _balance = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } public void Add(decimal n) => Balance += n; } var a = new Account2(); a.Add(5);

//// 158
class Matrix { private readonly double[,] _v = new double[2, 2]; public double this[int r, int c] { get => _v[r, c]; set => _v[r, c] = value; } } var m = new Matrix { [0, 1] = 2.5 }; var v = m[0, 1];

//// 159
class Money(decimal n) { public decimal N => n; public static Money operator +(Money a, Money b) => new(a.N + b.N); public static bool operator ==(Money a, Money b) => a.N == b.N; public static bool operator !=(Money a, Money b) => !(a == b); public override bool Equals(object? o) => o is Money m && m.N == n; } var s = new Money(1) + new Money(2);

//// 160
enum Priority { Low = 1, High = 10 } var p = (Priority)10; var t = p.ToString(); var all = string.Join(",", Enum.GetNames<Priority>()); var ok = Enum.IsDefined(p); var parsed = Enum.Parse<Priority>("Low"); var n = (int)p;

//// 161
enum Rights { None = 0, Read = 1, Write = 2, All = Read | Write } var r = Rights.Read | Rights.Write; var all = r == Rights.All; var w = r.HasFlag(Rights.Write); r &= ~Rights.Write;

//// 162
(int Min, int Max) Bounds(IReadOnlyCollection<int> all) => (all.Min(), all.Max()); var (lo, hi) = Bounds([3, 1, 2]); var b = Bounds([1]); var span = b.Max - b.Min;

//// 163
var anon = new { Name = "a", N = 1 }; var copy = anon with { N = 2 }; var t = anon.ToString(); var same = anon.Equals(copy);

//// 164
int? n = null; var v = n.HasValue ? n.Value : 0; n ??= 5; var s = n?.ToString() ?? "none"; var w = n.GetValueOrDefault(); string? t = null; var l = t?.Trim()?.Length;

//// 165
var i = 10; while (true) { if (--i < 5) break; if (i == 7) continue; } do i++; while (i < 8); for (int a = 0, b = 9; a < b; a++, b--) { } foreach (var (x, idx) in "ab".Select((c, k) => (c, k))) { }

//// 166
string Size(long b) => b switch { < 1024 => $"{b} B", < 1024 * 1024 => $"{b / 1024.0:0.0} KB", _ => $"{b / 1048576.0:0.0} MB" }; var s = Size(2048);

//// 167
const int Most = 3; const string Prefix = "x-"; static string Tag(int n) => Prefix + n; var t = Tag(Most);

//// 168
static class Words { public const string Hi = "hi"; public static string Twice(string s) => s + s; public static IReadOnlyList<string> All => ["a", "b"]; } var t = Words.Twice(Words.Hi) + Words.All.Count;

//// 169
using Day = System.DateOnly; using Table = System.Collections.Generic.Dictionary<string, int>; var d = new Day(2026, 1, 1); Table t = new() { ["a"] = 1 };

//// 170
using static System.Math; var h = Sqrt(Pow(3, 2) + Pow(4, 2));

//// 171
void Swap<T>(ref T a, ref T b) => (a, b) = (b, a); var x = 1; var y = 2; Swap(ref x, ref y); int Len(in string s) => s.Length; var l = Len("a");

//// 172
string Join(string sep = ", ", params string[] parts) => string.Join(sep, parts); var t = Join(parts: ["a", "b"]); var u = Join("-", "a", "b");

//// 173
class Lazy2 { private string? _v; public string Value => _v ??= "made"; } var v = new Lazy2().Value;

//// 174
class Res : IDisposable { public bool Done; public void Dispose() => Done = true; } void Use() { using (var r = new Res()) { } using var s = new Res(); } Use();

//// 175
class Node2 : IComparable<Node2> { public int N; public int CompareTo(Node2? other) => N.CompareTo(other?.N ?? 0); } var l = new List<Node2> { new() { N = 2 }, new() { N = 1 } }; l.Sort(); var first = l[0].N;

//// 176
class Bus { public event Action<string>? Said; public void Say(string s) => Said?.Invoke(s); } var b = new Bus(); var heard = new List<string>(); b.Said += heard.Add; b.Say("x"); b.Said -= heard.Add; if (heard.Count != 1) throw new InvalidOperationException();

//// 177
class T2 { public required int A { get; init; } public int B { get; set; } = 2; public int C { get; } = 3; } var t = new T2 { A = 1, B = 5 };

//// 178
class Shape2 { public string Kind() => this switch { Box2 { W: > 10 } => "big", Box2 => "box", _ => "?" }; } class Box2 : Shape2 { public int W; } var k = new Box2 { W = 11 }.Kind();

//// 179
class P { public string Name { get; set => field = value.Trim(); } = ""; public int N { get => field; set { if (value < 0) throw new ArgumentException("no"); field = value; } } } var p = new P { Name = " x ", N = 3 };

//// 180
P? p = null; p?.N = 5; class P { public int N; } p = new P(); p?.N += 2; if (p.N != 2) throw new InvalidOperationException();

//// 181
var parse = (string t, out int n) => int.TryParse(t, out n); if (parse("5", out var five)) Say($"{five}"); var name = nameof(List<>); void Say(string s) { }

//// 182
var g = Guid.Parse("11111111-2222-3333-4444-555555555555"); var t = g.ToString("N"); var e = g == Guid.Empty; if (Guid.TryParse("x", out var no)) Say($"{no}"); void Say(string s) { }

//// 183
var v = (a: 1, b: "x"); var w = v with { a = 2 }; var s = $"{w.a}{w.b}"; var eq = (1, 2) == (1, 2); List<(string, int)> all = [("a", 1)]; var (n, c) = all[0];

//// 184
#region Helpers
string Nice(string s) => s.Length > 5 ? s[..5] + "…" : s;
#endregion
var s = Nice("something long");
