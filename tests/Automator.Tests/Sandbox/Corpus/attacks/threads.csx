// A rule has one thread, and the host's pump drives it.

//// thread
// tries: start a thread
// layer: references
// says: a rule does one thing at a time
new System.Threading.Thread(() => { }).Start();

//// sleep
// tries: hold the worker
// layer: references
// says: a rule does one thing at a time
System.Threading.Thread.Sleep(1000000);

//// task-run
// tries: leave the pump
// layer: references
// says: a rule does one thing at a time
await Task.Run(() => { });

//// task-factory
// tries: leave the pump by the factory
// layer: references
// says: a rule does one thing at a time
await Task.Factory.StartNew(() => { });

//// new-task
// tries: make a task and start it
// layer: references
// from: GHSA-hw58-p9xv-2mjh (patriksimek/vm2, test/ghsa)
// says: use async and await
new Task(() => { }).Start();

//// pool
// tries: use the pool
// layer: references
// says: a rule does one thing at a time
System.Threading.ThreadPool.QueueUserWorkItem(_ => { });

//// timer
// tries: be called later, outside of a run
// layer: references
// says: use On.Schedule
var t = new System.Threading.Timer(_ => { });

//// periodic-timer
// tries: wait by the machine's clock
// layer: references
// says: 'PeriodicTimer' is not available in rules
var t = new System.Threading.PeriodicTimer(TimeSpan.FromSeconds(1));

//// task-delay
// tries: wait without the host
// layer: references
// says: use Clock.Delay
await Task.Delay(1);

//// task-yield
// tries: give up the pump
// layer: references
// says: a rule does one thing at a time
await Task.Yield();

//// task-wait
// tries: block the pump
// layer: references
// says: use await
Task.CompletedTask.Wait();

//// task-result
// tries: block the pump for a value
// layer: references
// says: use await
var p = Basecamp.Me().Result;

//// task-wait-all
// tries: block for several
// layer: references
// says: use await Task.WhenAll
Task.WaitAll(Basecamp.Me());

//// task-when-any
// tries: race and leave the loser running
// layer: references
// says: use await
await Task.WhenAny(Basecamp.Me());

//// continue-with
// tries: continue on another scheduler
// layer: references
// from: GHSA-mpf8-4hx2-7cjg (patriksimek/vm2, test/ghsa)
// says: use await
_ = Basecamp.Me().ContinueWith(_ => { });

//// configure-await
// tries: leave the pump after an await
// layer: references
// says: leave it out
await Basecamp.Me().ConfigureAwait(false);

//// completion-source
// tries: complete a task from outside
// layer: references
// says: 'TaskCompletionSource' is not available in rules
var t = new TaskCompletionSource();

//// parallel
// tries: work on many threads
// layer: references
// says: a rule does one thing at a time
Parallel.For(0, 9, _ => { });

//// plinq
// tries: query on many threads
// layer: references
// says: a rule does one thing at a time
var n = new[] { 1 }.AsParallel().Sum();

//// async-lambda-into-action
// tries: have an async function nobody waits for
// layer: references
// from: GHSA-hw58-p9xv-2mjh (patriksimek/vm2, test/ghsa)
// says: An async function without a Task
Action go = async () => { await Clock.Delay(TimeSpan.Zero); };

//// async-void-lambda-argument
// tries: hand one to a method that takes an Action
// layer: references
// says: An async function without a Task
new List<int> { 1 }.ForEach(async n => { await Clock.Delay(TimeSpan.Zero); });

//// async-void-function
// tries: declare one
// layer: references
// says: An async function without a Task
async void Go() { await Clock.Delay(TimeSpan.Zero); }

//// async-void-handler
// tries: hang one on an event
// layer: references
// says: An async function without a Task
class A { public event Action? E; public void Ring() => E?.Invoke(); }
var x = new A(); x.E += async () => { await Clock.Delay(TimeSpan.Zero); }; //!

//// get-awaiter
// tries: take the awaiter and block on it
// layer: syntax
// says: use await
// gate: compiler, what await becomes; a run that blocks itself is ended by the watchdog
Basecamp.Me().GetAwaiter().GetResult();

//// own-awaiter
// tries: have a type that decides who continues
// layer: syntax
// from: GHSA-mpf8-4hx2-7cjg (patriksimek/vm2, test/ghsa)
// says: use await
class A { public A GetAwaiter() => this; }

//// own-awaiter-extension
// tries: make any value awaitable
// layer: syntax
// says: use await
// gate: C#
static class E { public static object GetAwaiter(this int n) => n; }

//// own-awaiter-escaped
// tries: spell it with escapes
// layer: syntax
// from: GHSA-wp5r-2gw5-m7q7 (patriksimek/vm2, test/ghsa)
// says: use await
class A { public A Get\u0041waiter() => this; }

//// own-completion
// tries: be told to continue, and keep the continuation
// layer: references
// says: 'INotifyCompletion' is not available in rules
class A : System.Runtime.CompilerServices.INotifyCompletion { public void OnCompleted(Action a) { } }

//// own-task-builder
// tries: replace how async functions are made
// layer: references
// says: 'AsyncTaskMethodBuilder' is not available in rules
System.Runtime.CompilerServices.AsyncTaskMethodBuilder b = default;

//// value-task-source
// tries: make a ValueTask of one's own
// layer: references
// says: 'IValueTaskSource' is not available in rules
class S { System.Threading.Tasks.Sources.IValueTaskSource? s; }

//// value-task-of-source
// tries: name the constructor the compiler uses
// layer: references
// says: 'ValueTask.new' is not available in rules
// gate: compiler, it is what an async iterator is made of
var t = new ValueTask<int>(1);

//// lock-statement
// tries: hold a lock over an await
// layer: references
// says: 'lock' is not available in rules
lock (new object()) { }

//// lock-object
// tries: have a lock
// layer: references
// says: a rule does one thing at a time
var l = new System.Threading.Lock();

//// monitor
// tries: have a monitor
// layer: references
// says: a rule does one thing at a time
System.Threading.Monitor.Enter(new object());

//// interlocked
// tries: share a value between threads
// layer: references
// says: a rule does one thing at a time
var n = 1; System.Threading.Interlocked.Increment(ref n);

//// semaphore
// tries: wait for what never comes
// layer: references
// says: a rule does one thing at a time
var s = new System.Threading.SemaphoreSlim(0);

//// mutex
// tries: hold a lock of the machine
// layer: references
// says: 'Mutex' is not available in rules
var m = new System.Threading.Mutex(true, "Global\\x");

//// cancellation
// tries: cancel the host's work
// layer: references
// says: 'CancellationTokenSource' is not available in rules
var c = new System.Threading.CancellationTokenSource();

//// cancellation-token
// tries: register on the host's token
// layer: references
// says: 'CancellationToken' is not available in rules
System.Threading.CancellationToken t = default; t.Register(() => { });

//// synchronization-context
// tries: replace the pump
// layer: references
// says: not available in rules
System.Threading.SynchronizationContext.SetSynchronizationContext(null);

//// execution-context
// tries: stop values from flowing
// layer: references
// says: not available in rules
System.Threading.ExecutionContext.SuppressFlow();

//// async-local
// tries: hide state in the context
// layer: references
// says: not available in rules
var l = new System.Threading.AsyncLocal<int>();

//// thread-local
// tries: hide state in the thread
// layer: references
// says: not available in rules
var l = new System.Threading.ThreadLocal<int>();

//// lazy
// tries: share a value made once
// layer: references
// says: use a variable, or a function
var l = new Lazy<int>(() => 1);

//// concurrent
// tries: share a collection
// layer: references
// says: not available in rules
var d = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();

//// background-worker
// tries: use the old way to a thread
// layer: references
// says: not available in rules
var w = new System.ComponentModel.BackgroundWorker();

//// channel
// tries: pass values between threads
// layer: references
// says: not available in rules
var c = System.Threading.Channels.Channel.CreateUnbounded<int>();

//// volatile-read
// tries: read past the compiler
// layer: references
// says: not available in rules
var n = 1; var m = System.Threading.Volatile.Read(ref n);

//// async-enumerable-cancellation
// tries: hand a token of one's own
// layer: references
// says: not available in rules
await foreach (var p in Basecamp.TodoItems().WithCancellation(default)) { }
