// Ordinary C# that rules do not have; the message says what to write instead.

//// 001
// instead: use Dictionary and OrderBy
SortedDictionary<string, int> d = new();

//// 002
// instead: use GroupBy and ToDictionary
var l = new[] { 1 }.ToLookup(n => n);

//// 003
// instead: use Clock.Now
var n = DateTime.Now;

//// 004
// instead: use Clock.Today
var n = DateTime.Today;

//// 005
// instead: use Clock.Now
var n = DateTime.UtcNow.AddDays(-3);

//// 006
// instead: use Clock.Delay
await Task.Delay(TimeSpan.FromSeconds(1));

//// 007
// instead: use Run.Random
var n = new Random().Next(6);

//// 008
// instead: use Run.NewId
var g = Guid.NewGuid();

//// 009
// instead: use Log.Info
Console.WriteLine("x");

//// 010
// instead: use Settings
var t = Environment.GetEnvironmentVariable("X");

//// 011
// instead: everything goes through Basecamp
var c = new HttpClient();

//// 012
// instead: keep values with State
var t = File.ReadAllText("x");

//// 013
// instead: or State for what should last
static readonly List<int> Seen = [];

//// 014
// instead: use Parse, ToString or a cast
var n = Convert.ToInt32("1");

//// 015
// instead: use a variable, or a function
var l = new Lazy<int>(() => 1);

//// 016
// instead: Write an ordinary function
static class E { public static int Twice(this int n) => n * 2; }

//// 017
// instead: Use an abstract class or a function
interface I { int N() => 1; }

//// 018
// instead: use records
var s = JsonSerializer.Serialize(1);

//// 019
// instead: use (a, b)
var t = Tuple.Create(1, 2);

//// 020
// instead: use new DateOnly(year, month, day)
var d = DateTime.Parse("2026-01-01");

//// 021
// instead: use new DateOnly(year, month, day)
var d = DateOnly.Parse("2026-01-01");

//// 022
// instead: use async and await
lock (new object()) { }

//// 023
// instead: use "\n"
var n = Environment.NewLine;

//// 024
// instead: use 'is' or a switch on the type
var t = new object().GetType().Name;

//// 025
// instead: use ToUpperInvariant
var s = "x".ToUpper();

//// 026
// instead: Attributes are not available
[Obsolete] class C { }

//// 027
// instead: use await
var r = Basecamp.Me().Result;

//// 028
// instead: use Clock.Now
var s = System.Diagnostics.Stopwatch.StartNew();

//// 029
// instead: Clock.Now is in the account's zone
var z = TimeZoneInfo.Utc;

//// 030
// instead: use string, arrays and lists
var s = "abc".AsSpan();

//// 031
// instead: use async and await
var p = Parallel.For(0, 1, _ => { });

//// 032
// instead: use On.Schedule
var t = new Timer(_ => { });

//// 033
// instead: Return Task
async void Go() { await Clock.Delay(TimeSpan.Zero); }

//// 034
// instead: use async and await
var t = await Task.Run(() => 1);

//// 035
// instead: use List or an array
ImmutableList<int>? l = null;

//// 036
// instead: use the type itself, or a record
dynamic d = 1; d.X();

//// 037
// instead: use string
var u = new Uri("http://x");

//// 038
// instead: stopped by the host
var c = new CancellationTokenSource();

//// 039
// instead: Write 'await' before it
On.Demand(async () => { Basecamp.Me(); await Task.CompletedTask; });

//// 040
// instead: Use 'using' or 'finally'
class C { ~C() { } }

//// 041
// instead: Use a loop
void M() { again: goto again; }

//// 042
// instead: Compare values, or use a record
var h = (1, 2).GetHashCode();

//// 043
// instead: use the type itself
var o = Activator.CreateInstance(typeof(int));
