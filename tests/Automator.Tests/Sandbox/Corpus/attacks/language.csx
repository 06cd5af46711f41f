// What C# itself offers beyond types: pointers, statics, hooks, directives.

//// static-field
// tries: keep a value from run to run
// layer: syntax
// says: Static state is not available in rules
static int count = 0;

//// static-field-of-class
// tries: the same in a class
// layer: syntax
// says: Static state is not available in rules
class C { public static int N; }

//// static-readonly
// tries: keep a collection from run to run
// layer: syntax
// says: Static state is not available in rules
class C { public static readonly List<int> All = []; }

//// static-of-struct
// tries: keep it in a struct
// layer: syntax
// says: Static state is not available in rules
struct C { public static int N; }

//// static-of-record
// tries: keep it in a record
// layer: syntax
// says: Static state is not available in rules
record C { public static int N; }

//// static-of-interface
// tries: keep it in an interface
// layer: syntax
// says: Static state is not available in rules
interface C { static int N; }

//// static-generic
// tries: keep a value for each type
// layer: syntax
// says: Static state is not available in rules
class C<T> { public static T? Value; }

//// static-nested
// tries: hide it two classes deep
// layer: syntax
// says: Static state is not available in rules
class A { class B { internal static object? O; } }

//// static-property
// tries: keep it behind a property
// layer: syntax
// says: Static state is not available in rules
class C { public static int N { get; set; } }

//// static-init-property
// tries: keep what is made once
// layer: syntax
// says: Static state is not available in rules
class C { public static List<int> All { get; } = []; }

//// static-field-keyword
// tries: keep it behind the field keyword
// layer: syntax
// says: Static state is not available in rules
class C { public static int N { get => field; set => field = value; } }

//// static-field-keyword-half
// tries: the same with one accessor of its own
// layer: syntax
// says: Static state is not available in rules
class C { public static int N { get; set => field = value + 1; } }

//// static-event
// tries: keep who listens
// layer: syntax
// says: Static state is not available in rules
class C { public static event Action? E; }

//// static-constructor
// tries: run when the type is first touched
// layer: syntax
// says: Static state is not available in rules
class C { static C() { Log.Info("x"); } }

//// static-constructor-of-interface
// tries: the same in an interface
// layer: syntax
// says: Static state is not available in rules
interface C { static C() { } }

//// thread-static
// tries: keep a value with the thread
// layer: syntax
// says: Attributes are not available in rules
class C { [System.ThreadStatic] static int n; }

//// finalizer
// tries: run on the collector's thread
// layer: syntax
// from: SECURITY-1186 (jenkinsci/script-security-plugin, SandboxInterceptorTest.finalizer)
// says: Finalizers are not available
class C { ~C() { } }

//// finalize-by-name
// tries: be a finalizer without its syntax
// layer: syntax
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForFinalizers
// says: Finalizers are not available
class C { protected virtual void Finalize() { } }

//// finalize-escaped
// tries: the same with escapes
// layer: syntax
// says: Finalizers are not available
class C { protected virtual void Final\u0069ze() { } }

//// module-initializer
// tries: run when the image is loaded
// layer: syntax
// from: Facepunch/sbox-issues#3259
// says: Attributes are not available in rules
class C { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Go() { } }

//// annotation-on-using
// tries: hang an attribute where nobody looks
// layer: syntax
// from: SECURITY-1713 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockIllegalAnnotationsOnImports)
// says: Attributes are not available in rules
// gate: C#
[assembly: System.Reflection.AssemblyTitle("x")]

//// annotation-that-compiles
// tries: run code in the compiler by an attribute
// layer: syntax
// from: SECURITY-1266 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockedASTTransformsASTTest)
// says: Attributes are not available in rules
[System.Diagnostics.Conditional("X")] void M() { }

//// annotation-that-fetches
// tries: fetch code by an attribute
// layer: syntax
// from: SECURITY-1266 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockedASTTransformsGrab)
// says: Attributes are not available in rules
// gate: C#
[System.Runtime.CompilerServices.TypeForwardedTo(typeof(int))] class C { }

//// annotation-in-annotation
// tries: hide one in the arguments of another
// layer: syntax
// from: SECURITY-1713 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockIllegalAnnotationsInAnnotations)
// says: Attributes are not available in rules
// gate: harmless, a note for the compiler
[Obsolete(nameof(System.ThreadStaticAttribute))] class C { }

//// annotation-on-parameter
// tries: be told the path of the file
// layer: syntax
// says: Attributes are not available in rules
void M([System.Runtime.CompilerServices.CallerFilePath] string p = "") { }

//// annotation-on-lambda
// tries: hang one on a lambda
// layer: syntax
// says: Attributes are not available in rules
// gate: harmless, a note for the compiler
var f = [Obsolete] () => 1;

//// annotation-on-return
// tries: hang one on a return value
// layer: syntax
// says: Attributes are not available in rules
// gate: harmless, a note for the compiler
[return: System.Diagnostics.CodeAnalysis.NotNull] string M() => "";

//// annotation-on-type-parameter
// tries: hang one on a type parameter
// layer: syntax
// says: Attributes are not available in rules
// gate: C#
void M<[Obsolete] T>() { }

//// own-attribute
// tries: make an attribute
// layer: references
// says: rules have no attributes
class MyAttribute : Attribute { }

//// explicit-layout
// tries: lay two fields over each other
// layer: syntax
// from: space-wizards/RobustToolbox commit f2fa930edd
// says: Attributes are not available in rules
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct U { [System.Runtime.InteropServices.FieldOffset(0)] public int A; [System.Runtime.InteropServices.FieldOffset(0)] public object B; }

//// p-invoke
// tries: call native code
// layer: syntax
// from: space-wizards/RobustToolbox commit 6e0632ae1b
// says: Attributes are not available in rules
class C { [System.Runtime.InteropServices.DllImport("libc")] static extern int getpid(); }

//// library-import
// tries: call native code by a generator
// layer: syntax
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForPInvoke
// says: Attributes are not available in rules
// gate: C#
partial class C { [System.Runtime.InteropServices.LibraryImport("libc")] internal static partial int getpid(); }

//// extern-method
// tries: declare a method that is elsewhere
// layer: syntax
// says: 'extern' is not available in rules
class C { public extern void M(); }

//// extern-alias
// tries: name another assembly
// layer: syntax
// says: 'extern' is not available in rules
// gate: C#
extern alias X;

//// unsafe-accessor
// tries: reach a private member
// layer: syntax
// says: Attributes are not available in rules
class C { [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "_items")] extern static ref int[] F(List<int> l); }

//// ignore-access-checks
// tries: see internals of another assembly
// layer: syntax
// says: Attributes are not available in rules
// gate: C#
[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("Automator.Sdk")]

//// intercept
// tries: replace a call elsewhere
// layer: syntax
// says: Attributes are not available in rules
// gate: C#
static class I { [System.Runtime.CompilerServices.InterceptsLocation(1, "x")] public static void M() { } }

//// skip-locals-init
// tries: read old stack contents
// layer: syntax
// says: Attributes are not available in rules
[System.Runtime.CompilerServices.SkipLocalsInit] void M() { int n; }

//// inline-array
// tries: have a buffer in a struct
// layer: syntax
// says: Attributes are not available in rules
[System.Runtime.CompilerServices.InlineArray(9)] struct B { int e; }

//// own-builder-attribute
// tries: be built by a collection expression
// layer: syntax
// says: Attributes are not available in rules
[System.Runtime.CompilerServices.CollectionBuilder(typeof(int), "x")] class C { }

//// own-interpolation-handler
// tries: be called for each hole of a string
// layer: syntax
// says: Attributes are not available in rules
// gate: harmless, the handler is ordinary code
[System.Runtime.CompilerServices.InterpolatedStringHandler] struct H { }

//// own-async-builder
// tries: replace how an async function is made
// layer: syntax
// says: Attributes are not available in rules
// gate: harmless, a note for the compiler
[System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(int))] class T { }

//// unsafe-block
// tries: use pointers
// layer: syntax
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForPointerTypes
// says: 'unsafe' is not available in rules
unsafe { int n = 1; int* p = &n; *(p + 1) = 2; }

//// unsafe-class
// tries: use pointers in a class
// layer: syntax
// says: 'unsafe' is not available in rules
unsafe class C { public int* P; }

//// unsafe-alias
// tries: name a pointer type
// layer: syntax
// says: 'unsafe' is not available in rules
using unsafe P = int*; //!
class C { unsafe P p; } //!

//// function-pointer
// tries: call through an address
// layer: syntax
// says: 'unsafe' is not available in rules
unsafe { delegate*<int> p = null; p(); }

//// stackalloc
// tries: take memory of the stack
// layer: syntax
// says: Pointers and memory of one's own
void M() { Span<int> s = stackalloc int[9]; }

//// stackalloc-huge
// tries: take all of it
// layer: syntax
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForPointerTypes
// says: Pointers and memory of one's own
void M() { Span<int> s = stackalloc int[int.MaxValue]; }

//// fixed
// tries: pin an array
// layer: syntax
// says: 'unsafe' is not available in rules
unsafe { fixed (int* p = new int[9]) { } }

//// fixed-buffer
// tries: have a buffer
// layer: syntax
// says: 'unsafe' is not available in rules
unsafe struct S { fixed int b[9]; }

//// arglist
// tries: take any number of arguments unchecked
// layer: syntax
// says: '__arglist' is not available in rules
class C { public static void M(__arglist) { } }

//// make-ref
// tries: make a reference without its type
// layer: syntax
// says: '__makeref' is not available in rules
void M(int n) { var r = __makeref(n); }

//// ref-value
// tries: read one
// layer: syntax
// says: '__refvalue' is not available in rules
var n = __refvalue(default, int);

//// volatile
// tries: have a field for several threads
// layer: syntax
// says: 'volatile' is not available in rules
class C { volatile int n; }

//// span
// tries: have a window into memory
// layer: references
// says: 'Span' is not available in rules
void M() { Span<int> s = new int[9]; }

//// read-only-span
// tries: the same to read
// layer: references
// says: 'ReadOnlySpan' is not available in rules
int M() { ReadOnlySpan<char> s = "x"; return s.Length; }

//// u8-text
// tries: have bytes of the image
// layer: references
// says: 'ReadOnlySpan' is not available in rules
int M() { var s = "x"u8; return s.Length; }

//// memory
// tries: keep such a window
// layer: references
// says: 'Memory' is not available in rules
Memory<int> m = new int[9];

//// params-span
// tries: be called with one
// layer: references
// says: 'Span' is not available in rules
void M(params Span<int> s) { }

//// ref-field
// tries: keep a reference into another object
// layer: references
// says: Fields that hold references are not available
// gate: harmless, the verifier keeps it on the stack
ref struct R { public ref int N; }

//// default-interface-member
// tries: put code into an interface
// layer: references
// says: Interface members with a body
interface I { int N() => 1; }

//// static-abstract
// tries: call through a type parameter
// layer: references
// says: Interface members with a body
// gate: harmless, a call like any other
interface I { static abstract int N(); }

//// extension-block
// tries: add members to every type
// layer: references
// says: Extension methods are not available in rules
// gate: C#
static class E { extension(string s) { public int N => 1; } }

//// extension-static-field
// tries: hide state in an extension block
// layer: syntax
// says: Static state is not available in rules
// gate: C#
static class E { static int n; extension(string s) { public int N => n++; } }

//// extension-method
// tries: add a method to every type
// layer: references
// says: Extension methods are not available in rules
// gate: C#
static class E { public static int N(this string s) => 1; }

//// namespace
// tries: place a type in System, in the name of one the compiler looks for
// layer: references
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForCustomTypesWithKnownTypeNames
// says: Cannot declare namespace in script code
// gate: C#
namespace System { public class Object { } }

//// file-scoped-namespace
// tries: the same for the whole file
// layer: references
// says: namespace
// gate: C#
namespace System;

//// goto
// tries: jump
// layer: syntax
// gate: harmless, a loop
again: ; goto again; //!

//// label
// tries: mark a place to jump to
// layer: syntax
// says: Labels are not available
// gate: harmless, a name
void M() { here: ; }

//// reference-directive
// tries: load an assembly
// layer: syntax
// from: SECURITY-1319 (jenkinsci/script-security-plugin, commit 3228c88e)
// says: '#r' is not available in rules
// gate: C#
#r "System.Net.Http"

//// reference-directive-path
// tries: load one by path
// layer: syntax
// from: SECURITY-1320 (jenkinsci/script-security-plugin, commit 3228c88e)
// says: '#r' is not available in rules
// gate: C#
#r "/tmp/evil.dll"

//// reference-directive-package
// tries: load a package
// layer: syntax
// from: SECURITY-1321 (jenkinsci/script-security-plugin, commit 3228c88e)
// says: '#r' is not available in rules
// gate: C#
#r "nuget: Newtonsoft.Json, 13.0.3"

//// load-outside
// tries: load a file outside of the folder
// layer: syntax
// from: GHSA-cp6g-6699-wx9c (patriksimek/vm2, test/ghsa)
// says: cannot be loaded
// gate: C#
#load "../../etc/passwd"

//// load-absolute
// tries: load a file by its path
// layer: syntax
// says: cannot be loaded
// gate: C#
#load "/etc/passwd"

//// load-url
// tries: load from the network
// layer: syntax
// says: cannot be loaded
// gate: C#
#load "https://example.com/x.csx"

//// line-directive
// tries: say that the code stands elsewhere
// layer: syntax
// says: '#line' is not available in rules
// gate: harmless, the place of errors alone
#line 5 "/etc/passwd"
var n = 1; 

//// line-span-directive
// tries: the same by a span
// layer: syntax
// says: '#line' is not available in rules
// gate: harmless, the place of errors alone
#line (1, 1) - (2, 2) "/etc/passwd"
var n = 1;

//// pragma
// tries: silence the compiler
// layer: syntax
// says: '#pragma' is not available in rules
// gate: harmless, warnings alone
#pragma warning disable CS0619
var n = 1;

//// pragma-checksum
// tries: say that the file is another
// layer: syntax
// says: '#pragma' is not available in rules
// gate: harmless, the debugger's data alone
#pragma checksum "x" "{00000000-0000-0000-0000-000000000000}" "00"
var n = 1;

//// app-directive
// tries: name a package as file-based programs do
// layer: syntax
// says: not available in rules
// gate: C#
#:package Newtonsoft.Json@13.0.3
var n = 1;

//// compiler-only-attribute-by-name
// tries: name what only the compiler may
// layer: references
// says: 'IsExternalInit' is not available in rules
// gate: C#
var n = new System.Runtime.CompilerServices.IsExternalInit();

//// type-alias-to-compiler-only
// tries: name it by an alias
// layer: references
// says: 'RuntimeTypeHandle' is not available in rules
using T = System.RuntimeTypeHandle;
T t = default; //!

//// operator-that-calls
// tries: hide a call in an operator
// layer: references
// from: SECURITY-1538 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockPropertyNameInPrefixPostfixExpressions)
// says: a rule knows nothing of the machine it runs on
class C { public static C operator +(C a, C b) { Environment.Exit(0); return a; } }

//// indexer-that-calls
// tries: hide a call in an indexer
// layer: references
// from: SECURITY-258 (jenkinsci/script-security-plugin, commit e7d3bc9c)
// says: a rule knows nothing of the machine it runs on
class C { public int this[int n] { get { Environment.Exit(0); return 1; } } }

//// setter-that-calls
// tries: hide a call in a setter
// layer: references
// from: SECURITY-2824 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockUnsafeImplicitCastsPropertySetterParameters)
// says: a rule knows nothing of the machine it runs on
class C { public int N { set { Environment.Exit(0); } } }

//// setter-with-unusual-name
// tries: hide it in a name that looks like an accessor
// layer: references
// from: SECURITY-2824 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockUnsafeImplicitCastsPropertySettersWithUnusualCapitalization)
// says: a rule knows nothing of the machine it runs on
class C { public void set_N(int n) { Environment.Exit(0); } }

//// deconstruct-that-calls
// tries: hide a call in a deconstruction
// layer: references
// says: a rule knows nothing of the machine it runs on
class C { public void Deconstruct(out int a, out int b) { a = b = Environment.ProcessId; } }

//// dispose-that-calls
// tries: hide a call in a using
// layer: references
// says: a rule knows nothing of the machine it runs on
class C : IDisposable { public void Dispose() => Environment.Exit(0); }

//// enumerator-that-calls
// tries: hide a call in a loop
// layer: references
// says: a rule knows nothing of the machine it runs on
class C { public C GetEnumerator() => this; public bool MoveNext() => Environment.HasShutdownStarted; public int Current => 1; }

//// filter-that-calls
// tries: hide a call in an exception filter
// layer: references
// says: a rule knows nothing of the machine it runs on
try { Log.Info("x"); } catch (Exception) when (Environment.HasShutdownStarted) { }

//// query-that-calls
// tries: hide a call in a query pattern of its own
// layer: references
// says: a rule knows nothing of the machine it runs on
class Q { public Q Where(Func<int, bool> f) { Environment.Exit(0); return this; } }

//// to-string-that-calls
// tries: be called when the host prints it
// layer: references
// from: GHSA-9vg3-4rfj-wgcm (patriksimek/vm2, test/ghsa)
// says: a rule knows nothing of the machine it runs on
class E : Exception { public override string Message => Environment.MachineName; }

//// comparer-that-calls
// tries: be called while the host sorts
// layer: references
// says: a rule knows nothing of the machine it runs on
class C : IComparer<int> { public int Compare(int a, int b) => Environment.TickCount; }

//// record-printer-that-calls
// tries: be called while a record prints
// layer: references
// says: a rule knows nothing of the machine it runs on
record R { protected virtual bool PrintMembers(System.Text.StringBuilder b) { Environment.Exit(0); return true; } }
