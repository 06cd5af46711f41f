// What no compiler can see: these compile, and worker, watchdog and broker end them. Here only that no earlier layer claims them.

//// endless-loop
// tries: never end
// layer: runtime
while (true) { }

//// endless-loop-in-finally
// tries: never end where nothing interrupts
// layer: runtime
try { } finally { while (true) { } }

//// endless-await
// tries: never end, one step at a time
// layer: runtime
while (true) await Clock.Delay(TimeSpan.Zero);

//// endless-iterator
// tries: never end by an iterator
// layer: runtime
IEnumerable<int> All() { while (true) yield return 1; }
var n = All().Last();

//// recursion
// tries: overflow the stack
// layer: runtime
// from: ashmind/Unbreakable StackGuardTests.ThrowsGuardException_InsteadOfStackOverflow
void M() { M(); }
M();

//// mutual-recursion
// tries: overflow it by two
// layer: runtime
// from: ashmind/Unbreakable StackGuardTests.ThrowsGuardException_InsteadOfStackOverflow
void A() => B();
void B() => A();
A();

//// recursion-by-large-struct
// tries: overflow it sooner
// layer: runtime
// from: ashmind/Unbreakable#5
struct S { public decimal A, B, C, D, E, F, G, H; }
S M(S s) => M(s);
M(default);

//// recursion-in-to-string
// tries: overflow it while the host prints
// layer: runtime
class C { public override string ToString() => $"{this}"; }
Log.Info($"{new C()}");

//// recursion-in-message
// tries: overflow it while the host reads an exception
// layer: runtime
class E : Exception { public override string Message => Message; }
throw new E();

//// recursion-by-record
// tries: overflow it by a record that holds itself
// layer: runtime
record R { public R? Me { get; set; } }
var r = new R(); r.Me = r; var t = r.ToString();

//// large-array
// tries: take all memory at once
// layer: runtime
// from: ashmind/Unbreakable MemoryGuardTests.ThrowsGuardException_WhenAllocatingLargeArray
var a = new byte[int.MaxValue];

//// growing-list
// tries: take it bit by bit
// layer: runtime
// from: ashmind/Unbreakable MemoryGuardTests.ThrowsGuardException_WhenAddingToListManyTimes
var l = new List<byte[]>(); while (true) l.Add(new byte[99999]);

//// large-text
// tries: take it by text
// layer: runtime
// from: ashmind/Unbreakable MemoryGuardTests.ThrowsGuardException_WhenAllocatingLargeString
var s = "aaa"; while (true) s += s;

//// large-query
// tries: take it by a query
// layer: runtime
// from: ashmind/Unbreakable MemoryGuardTests.ThrowsGuardException_WhenMaterializingLargeEnumerable
var a = Enumerable.Range(0, int.MaxValue).ToList();

//// large-collection
// tries: take it by a capacity
// layer: runtime
// from: ashmind/Unbreakable MemoryGuardTests.ThrowsGuardException_WhenAllocatingLargeCollections
var l = new List<long>(int.MaxValue);

//// large-padding
// tries: take it by padding
// layer: runtime
// from: GHSA-6785-pvv7-mvg7 (patriksimek/vm2, test/ghsa)
var s = "".PadLeft(int.MaxValue);

//// large-format
// tries: take it by a format
// layer: runtime
var s = $"{1,2000000000}";

//// slow-expression
// tries: burn time in a regular expression
// layer: runtime
// from: ashmind/Unbreakable RegexGuardTests
using System.Text.RegularExpressions;
var m = Regex.IsMatch("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$");

//// compiled-expression
// tries: have the runtime make code
// layer: runtime
// from: ashmind/Unbreakable RegexGuardTests
using System.Text.RegularExpressions;
var r = new Regex("a", (RegexOptions)8);

//// generic-expansion
// tries: have the runtime make types without end
// layer: runtime
class C<T> { public static void Go(int n) { if (n > 0) C<List<T>>.Go(n - 1); } }
C<int>.Go(100000);

//// large-power
// tries: burn time in arithmetic
// layer: runtime
var n = 1.0; for (var i = 0L; i < long.MaxValue; i++) n = Math.Sqrt(n);

//// flood-of-log
// tries: fill the log
// layer: runtime
while (true) Log.Info("x");

//// flood-of-calls
// tries: flood the broker
// layer: runtime
var l = new List<Task>(); while (true) l.Add(Basecamp.Me());

//// swallow-everything
// tries: go on whatever it is told
// layer: runtime
On.Demand(async () => { while (true) { try { await Basecamp.Me(); } catch { } } });

//// stack-trace-by-text
// tries: read frames from an exception as text
// layer: runtime
// from: GHSA-v27g-jcqj-v8rw (patriksimek/vm2, test/ghsa)
try { throw new Exception(); } catch (Exception e) { Log.Info($"{e}"); }
