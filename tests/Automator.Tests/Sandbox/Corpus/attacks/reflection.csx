// Types as values, code as data, and the doors between.

//// get-type
// tries: start the chain from a value to its assembly
// layer: references
// from: CVE-2025-68613 (n8n: from a value to its constructor)
// says: use 'is' or a switch on the type
var t = "".GetType();

//// get-type-by-group
// tries: take GetType as a delegate
// layer: references
// says: 'Type' is not available in rules
Func<Type> f = "".GetType;

//// type-of-name
// tries: turn text into a type
// layer: references
// from: SECURITY-538 (jenkinsci/script-security-plugin, commit 8ad24208)
// says: rules have no reflection
var t = Type.GetType("System.IO.File");

//// assembly-of-type
// tries: climb from a type to its assembly
// layer: references
// from: CVE-2026-27577 (n8n: expressions that climb)
// says: 'Type.Assembly' is not available in rules
var a = typeof(string).Assembly;

//// methods-of-type
// tries: list what a type has
// layer: references
// says: 'GetMethods' is not available in rules
var m = typeof(string).GetMethods();

//// invoke-member
// tries: call by name
// layer: references
// from: SECURITY-1754 (jenkinsci/script-security-plugin, SandboxInterceptorTest.groovyInterceptable)
// says: 'Type.InvokeMember' is not available in rules
typeof(string).InvokeMember("x", default, null, null, null);

//// type-handle
// tries: leave by the handle of a type
// layer: references
// says: 'Type.TypeHandle' is not available in rules
var h = typeof(string).TypeHandle;

//// equality-contract
// tries: use the type every record carries
// layer: references
// from: GHSA-47x8-96vw-5wg6 (patriksimek/vm2, test/ghsa)
// says: 'Type.Assembly' is not available in rules
record P(int X) { public object A => EqualityContract.Assembly; }

//// equality-contract-as-object
// tries: print its name to learn of it
// layer: references
// says: 'Type' is not available in rules
record P(int X) { public Type T => EqualityContract; }

//// activator
// tries: make an object by its type
// layer: references
// from: SECURITY-1336 (jenkinsci/script-security-plugin, commit f2649a7c)
// says: rules have no reflection
var o = Activator.CreateInstance(typeof(string));

//// activator-generic
// tries: use what new() compiles into
// layer: references
// says: rules have no reflection
// gate: compiler, what new() becomes
var o = Activator.CreateInstance<List<int>>();

//// load-assembly
// tries: load code from bytes
// layer: references
// from: SECURITY-1318 (jenkinsci/script-security-plugin, commit 3228c88e)
// says: rules have no reflection
System.Reflection.Assembly.Load(new byte[9]);

//// load-context
// tries: load code beside the worker
// layer: references
// from: GHSA-947f-4v7f-x2v8 (patriksimek/vm2, test/ghsa)
// says: not available in rules
var c = System.Runtime.Loader.AssemblyLoadContext.Default;

//// own-load-context
// tries: inherit a loader
// layer: references
// from: GHSA-8hg8-63c5-gwmx (patriksimek/vm2, test/ghsa)
// says: not available in rules
class C : System.Runtime.Loader.AssemblyLoadContext { }

//// emit
// tries: write code at run time
// layer: references
// says: rules have no reflection
var m = new System.Reflection.Emit.DynamicMethod("m", null, null);

//// compile
// tries: compile code at run time
// layer: references
// from: CVE-2026-27495 (n8n: code made from text)
// says: not available in rules
// gate: C#
Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript.EvaluateAsync("1");

//// expression-tree
// tries: have code as data
// layer: references
// says: use a Func
System.Linq.Expressions.Expression<Func<int>> e = () => 1;

//// expression-tree-compiled
// tries: compile an expression
// layer: references
// says: use a Func
var f = System.Linq.Expressions.Expression.Constant(1);

//// queryable
// tries: get an expression tree from a query
// layer: references
// says: leave it out
var q = new[] { 1 }.AsQueryable();

//// dynamic
// tries: bind at run time
// layer: references
// says: 'dynamic' is not available in rules
dynamic d = 1; d.Foo();

//// dynamic-field
// tries: hide it in a signature
// layer: references
// says: 'dynamic' is not available in rules
class C { public dynamic? D; }

//// dynamic-list
// tries: hide it in a type argument
// layer: references
// says: 'dynamic' is not available in rules
var l = new List<dynamic> { 1 }; l[0].Foo();

//// expando
// tries: add members at run time
// layer: references
// says: not available in rules
var e = new System.Dynamic.ExpandoObject();

//// dynamic-object
// tries: answer for any member
// layer: references
// from: GHSA-qcp4-v2jj-fjx8 (patriksimek/vm2, test/ghsa)
// says: not available in rules
class D : System.Dynamic.DynamicObject { }

//// dispatch-proxy
// tries: answer for any interface
// layer: references
// from: GHSA-v37h-5mfm-c47c (patriksimek/vm2, test/ghsa)
// says: rules have no reflection
class P : System.Reflection.DispatchProxy { protected override object? Invoke(System.Reflection.MethodInfo? m, object?[]? a) => null; }

//// delegate-method
// tries: climb from a delegate to its method
// layer: references
// says: 'Delegate.Method' is not available in rules
Action a = () => { }; var m = a.Method;

//// delegate-target
// tries: climb from a delegate to its object
// layer: references
// says: 'Delegate.Target' is not available in rules
Action a = () => { }; var t = a.Target;

//// delegate-dynamic-invoke
// tries: call a delegate unchecked
// layer: references
// says: 'Delegate.DynamicInvoke' is not available in rules
Action a = () => { }; a.DynamicInvoke();

//// delegate-create
// tries: make a delegate by name
// layer: references
// says: 'Delegate.CreateDelegate' is not available in rules
Delegate.CreateDelegate(typeof(Action), typeof(string), "x");

//// delegate-begin-invoke
// tries: run a delegate on another thread
// layer: references
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForDelegateBeginEndInvoke
// says: BeginInvoke
Action a = () => { }; a.BeginInvoke(null, null);

//// delegate-combine
// tries: name what += compiles into
// layer: references
// says: 'Delegate.Combine' is not available in rules
// gate: compiler, what + becomes
Action a = () => { }; var b = Delegate.Combine(a, a);

//// exception-target-site
// tries: climb from an exception to a method
// layer: references
// from: CVE-2026-0863 (n8n: from an exception to a frame)
// says: 'Exception.TargetSite' is not available in rules
try { Log.Info("x"); } catch (Exception e) { var t = e.TargetSite; }

//// exception-stack-trace
// tries: read the host's frames
// layer: references
// from: GHSA-v27g-jcqj-v8rw (patriksimek/vm2, test/ghsa)
// says: 'Exception.StackTrace' is not available in rules
try { Log.Info("x"); } catch (Exception e) { var t = e.StackTrace; }

//// exception-data
// tries: hang state on an exception the host shares
// layer: references
// says: 'Exception.Data' is not available in rules
try { Log.Info("x"); } catch (Exception e) { e.Data["x"] = 1; }

//// exception-source
// tries: learn who threw
// layer: references
// says: 'Exception.Source' is not available in rules
try { Log.Info("x"); } catch (Exception e) { var t = e.Source; }

//// exception-aggregate
// tries: reach inner errors of the host
// layer: references
// from: GHSA-55hx-c926-fr95 (patriksimek/vm2, test/ghsa)
// says: 'AggregateException' is not available in rules
try { Log.Info("x"); } catch (AggregateException e) { Log.Info(e.Message); }

//// exception-dispatch
// tries: rethrow on behalf of the host
// layer: references
// says: 'ExceptionDispatchInfo' is not available in rules
// gate: compiler, what a throw after an await becomes
System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(new Exception()).Throw();

//// stack-frames
// tries: walk the frames
// layer: references
// says: 'StackTrace' is not available in rules
var t = new System.Diagnostics.StackTrace();

//// uninitialized
// tries: make an object without its constructor
// layer: references
// from: SECURITY-1754 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockDirectCallsToSyntheticConstructors)
// says: RuntimeHelpers
System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(string));

//// run-class-constructor
// tries: run code of a type
// layer: references
// says: RuntimeHelpers
System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(default);

//// runtime-helpers-array
// tries: name what the compiler alone may
// layer: references
// says: RuntimeHelpers
// gate: compiler, what a range becomes
var a = System.Runtime.CompilerServices.RuntimeHelpers.GetSubArray(new[] { 1 }, 0..1);

//// unsafe-as
// tries: see one type as another
// layer: references
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForPointerTypes
// says: 'Unsafe' is not available in rules
var s = System.Runtime.CompilerServices.Unsafe.As<string>(new object());

//// marshal
// tries: read memory
// layer: references
// says: 'Marshal' is not available in rules
var b = System.Runtime.InteropServices.Marshal.ReadByte(default);

//// gc-handle
// tries: pin an object
// layer: references
// says: 'GCHandle' is not available in rules
var h = System.Runtime.InteropServices.GCHandle.Alloc(new object());

//// memory-marshal
// tries: see memory as another type
// layer: references
// says: not available in rules
var n = System.Runtime.InteropServices.MemoryMarshal.AsBytes("a".AsSpan()).Length;

//// collections-marshal
// tries: reach inside a list
// layer: references
// says: not available in rules
var n = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(new List<int>()).Length;

//// native-library
// tries: load a native library
// layer: references
// says: not available in rules
System.Runtime.InteropServices.NativeLibrary.Load("libc");

//// int-ptr
// tries: have an address
// layer: references
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForDeniedApi
// says: 'IntPtr' is not available in rules
var p = new IntPtr(0);

//// nint
// tries: have an address by its keyword
// layer: references
// says: not available in rules
nint p = 0;

//// safe-handle
// tries: own a handle of the system
// layer: references
// says: not available in rules
Microsoft.Win32.SafeHandles.SafeFileHandle? h = null;

//// type-descriptor
// tries: read members by name
// layer: references
// says: not available in rules
var p = System.ComponentModel.TypeDescriptor.GetProperties(new object());

//// serializer
// tries: let a deserializer make types
// layer: references
// from: CVE-2018-1000058 (Jenkins Pipeline: readResolve ran outside of the sandbox)
// says: use records
var o = System.Text.Json.JsonSerializer.Deserialize<object>("{}");

//// resolver-of-sdk-internals
// tries: reach what the Sdk hides
// layer: references
// from: GHSA-2cm2-m3w5-gp2f (patriksimek/vm2, test/ghsa)
// says: Ambient
// gate: C#
var a = Automator.Sdk.Ambient.Current;

//// protocol-of-sdk
// tries: speak the pipe itself
// layer: references
// from: GHSA-47x8-96vw-5wg6 (patriksimek/vm2, test/ghsa)
// says: Protocol
// gate: C#
var x = new Automator.Sdk.Protocol.Delay();

//// super-call
// tries: call what the base class hides
// layer: references
// from: SECURITY-582 (jenkinsci/script-security-plugin, SandboxInterceptorTest.superCalls)
// says: 'Exception.StackTrace' is not available in rules
class C : Exception { public override string ToString() => base.StackTrace ?? ""; }

//// protected-member
// tries: reach what only heirs may
// layer: references
// from: SECURITY-258 (jenkinsci/script-security-plugin, commit e7d3bc9c)
// says: 'MemberwiseClone' is not available in rules
class C { public object Copy() => MemberwiseClone(); }

//// interface-cast
// tries: see a value through a wider interface
// layer: references
// from: SECURITY-566 (jenkinsci/script-security-plugin, SandboxInterceptorTest.typeCoercion)
// says: 'IConvertible' is not available in rules
var n = ((IConvertible)1).ToInt32(null);

//// cast-through-object
// tries: see a value through another interface
// layer: references
// from: SECURITY-1353 (jenkinsci/script-security-plugin, SandboxInterceptorTest.typeCoercion)
// says: 'IFormatProvider' is not available in rules
// gate: compiler, what a hole with a format may become
var n = ((IFormattable)(object)1).ToString(null, (IFormatProvider)null!);

//// convert
// tries: convert through a service of the runtime
// layer: references
// says: use Parse, ToString or a cast
var o = Convert.ChangeType("1", typeof(int));

//// type-code
// tries: ask a value for its type code
// layer: references
// says: not available in rules
var t = 1.GetTypeCode();

//// cloneable
// tries: copy an object of the host
// layer: references
// says: 'ICloneable' is not available in rules
ICloneable? c = null;

//// appdomain-manager
// tries: inherit a way to run in every context
// layer: references
// says: 'MarshalByRefObject' is not available in rules
class M : MarshalByRefObject { }
