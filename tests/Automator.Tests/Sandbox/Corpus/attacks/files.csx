// Files, folders and what lies in them.

//// read-passwd
// tries: read a file of the machine
// layer: references
// from: CVE-2025-68613 (n8n: expressions that reach the process)
// says: rules have no files
var t = System.IO.File.ReadAllText("/etc/passwd");

//// file-by-using
// tries: name the type behind a using
// layer: references
// says: rules have no files
using System.IO; //!
var t = File.ReadAllText("/etc/passwd"); //!

//// file-by-alias
// tries: name the type behind an alias
// layer: references
// says: rules have no files
using F = System.IO.File; //!
F.Delete("x"); //!

//// file-by-static-using
// tries: name its members alone
// layer: references
using static System.IO.File; //!
var t = ReadAllText("/etc/passwd"); //!

//// file-by-global-qualifier
// tries: name it from the root
// layer: references
// says: rules have no files
var t = global::System.IO.File.ReadAllText("/etc/passwd");

//// file-by-escapes
// tries: spell it with escapes that a search for words would miss
// layer: references
// from: GHSA-wp5r-2gw5-m7q7 (patriksimek/vm2, test/ghsa)
// says: rules have no files
var t = System.IO.\u0046ile.ReadAllText("/etc/passwd");

//// file-by-verbatim-name
// tries: spell it with @
// layer: references
// from: CVE-2026-25049 (n8n: the expression filter, bypassed again)
// says: rules have no files
var t = System.IO.@File.ReadAllText("/etc/passwd");

//// file-as-method-group
// tries: take a delegate to it and call that
// layer: references
// from: SECURITY-567 (jenkinsci/script-security-plugin, commit 7f609ef2)
// says: rules have no files
Func<string, string> read = System.IO.File.ReadAllText; var t = read("/etc/passwd");

//// file-as-method-group-in-linq
// tries: hand it to a query
// layer: references
// from: SECURITY-1465 (jenkinsci/script-security-plugin, commit 5dc2e246)
// says: rules have no files
var t = new[] { "/etc/passwd" }.Select(System.IO.File.ReadAllText).ToList();

//// file-by-cast
// tries: let a cast make the object
// layer: references
// from: SECURITY-663 (jenkinsci/script-security-plugin, SandboxInterceptorTest.castAsFile)
// says: rules have no files
var f = (System.IO.FileInfo)(object)"secret.key";

//// file-by-implicit-conversion
// tries: let a conversion of the author's own make it
// layer: references
// from: SECURITY-2824 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockUnsafeImplicitCastsPropertiesAndAttributes)
// says: rules have no files
class P { public static implicit operator System.IO.FileInfo(P p) => new("secret.key"); }

//// file-by-parameter-default
// tries: make it in the default of a parameter
// layer: references
// from: SECURITY-2824 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockUnsafeImplicitCastsInitialParameterExpressions)
// says: rules have no files
System.IO.FileInfo? Get(System.IO.FileInfo? f = null) => f;

//// file-by-lambda-default
// tries: make it in the default of a lambda
// layer: references
// from: SECURITY-1658 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockInitialExpressionsInClosures)
// says: rules have no files
var f = (System.IO.FileMode t = System.IO.FileMode.Open) => t;

//// file-by-constructor-initializer
// tries: make it on the way to the base constructor
// layer: references
// from: SECURITY-1579 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockInitialExpressionsInConstructorsCallingSuper)
// says: rules have no files
class A(string t); class B() : A(System.IO.File.ReadAllText("secret.key"));

//// file-by-foreach-type
// tries: let a loop variable's type convert
// layer: references
// from: SECURITY-3792 (jenkinsci/script-security-plugin, SandboxInterceptorTest.forLoopImplicitCastConstructor)
// says: rules have no files
foreach (System.IO.FileInfo f in new object[] { "secret.key" }) { }

//// file-by-object-initializer
// tries: make it inside an initializer
// layer: references
// from: SECURITY-3016 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockUnsafeCastsPropertyAssignmentViaImplicitMapConstructor)
// says: rules have no files
class T { public object? F { get; set; } }
var t = new T { F = new System.IO.FileInfo("secret.key") }; //!

//// file-by-collection-expression
// tries: make it in a list
// layer: references
// from: SECURITY-580 (jenkinsci/script-security-plugin, SandboxInterceptorTest.positionalConstructors)
// says: rules have no files
List<object> all = [new System.IO.FileInfo("secret.key")];

//// file-by-field-type
// tries: hide it in the type of a field
// layer: references
// from: SECURITY-2824 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockUnsafeImplicitCastsFields)
// says: rules have no files
class T { public System.IO.FileInfo? F; }

//// file-in-increment
// tries: hide the call in the operand of ++
// layer: references
// from: SECURITY-1538 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockSubexpressionsInPrefixPostfixExpressions)
// says: rules have no files
var n = new int[9]; n[System.IO.File.ReadAllText("x").Length]++;

//// file-in-assignment-target
// tries: hide the call in the target of an assignment
// layer: references
// from: SECURITY-1538 (jenkinsci/script-security-plugin, SandboxInterceptorTest.blockPropertyNameInAssignment)
// says: rules have no files
var n = new int[9]; n[System.IO.File.ReadAllText("x").Length] = 1;

//// file-in-interpolation
// tries: hide the call in a hole of a string
// layer: references
// from: CVE-2026-0863 (n8n: strings that format)
// says: rules have no files
var t = $"{System.IO.File.ReadAllText("x")}";

//// file-in-format-of-hole
// tries: hide the call two holes deep
// layer: references
// says: rules have no files
var t = $"{$"{System.IO.File.ReadAllText("x")}"}";

//// file-in-pattern
// tries: name the type in a pattern
// layer: references
// says: rules have no files
object o = 1; var t = o is System.IO.FileInfo;

//// file-in-switch
// tries: name the type in a switch
// layer: references
// says: rules have no files
object o = 1; var t = o switch { System.IO.FileInfo => 1, _ => 2 };

//// file-in-catch
// tries: name an exception of it
// layer: references
// says: rules have no files
try { Log.Info("x"); } catch (System.IO.IOException) { }

//// file-in-generic-argument
// tries: name it as a type argument
// layer: references
// says: rules have no files
var l = new List<System.IO.FileInfo>();

//// file-in-constraint
// tries: name it as a constraint
// layer: references
// says: rules have no files
void M<T>(T t) where T : System.IO.FileSystemInfo { }

//// file-as-base-class
// tries: inherit from it
// layer: references
// says: rules have no files
class W : System.IO.StringWriter { }

//// file-in-nameof
// tries: name it where nothing runs
// layer: references
// says: rules have no files
// gate: harmless, a name is text
var t = nameof(System.IO.File);

//// file-in-typeof
// tries: take its type
// layer: references
// says: rules have no files
var t = typeof(System.IO.File);

//// file-in-default
// tries: take its default
// layer: references
// says: rules have no files
var t = default(System.IO.FileAttributes);

//// list-folder
// tries: list a folder
// layer: references
// says: rules have no files
foreach (var f in System.IO.Directory.EnumerateFiles("/")) { }

//// write-stream
// tries: write a file through a stream
// layer: references
// from: CVE-2026-27498 (n8n: a file written, then run)
// says: rules have no files
var s = new System.IO.FileStream("x", System.IO.FileMode.Create);

//// write-text
// tries: write a file line by line
// layer: references
// says: rules have no files
var w = new System.IO.StreamWriter("x");

//// memory-stream
// tries: have a stream at all
// layer: references
// says: rules have no files
var s = new System.IO.MemoryStream();

//// follow-link
// tries: resolve a link that leads outside
// layer: references
// from: GHSA-cp6g-6699-wx9c (patriksimek/vm2, test/ghsa)
// says: rules have no files
var t = System.IO.File.ResolveLinkTarget("x", true);

//// temp-folder
// tries: learn where temporary files are
// layer: references
// says: rules have no files
var t = System.IO.Path.GetTempPath();

//// watch-folder
// tries: watch a folder
// layer: references
// says: 'FileSystemWatcher' is not available in rules
var w = new System.IO.FileSystemWatcher("/");

//// map-memory
// tries: map a file into memory
// layer: references
// says: not available in rules
var m = System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile("x");

//// zip
// tries: unpack an archive
// layer: references
// says: not available in rules
System.IO.Compression.ZipFile.ExtractToDirectory("a", "b");

//// read-lines-async
// tries: read a file as a stream of lines
// layer: references
// says: rules have no files
await foreach (var l in System.IO.File.ReadLinesAsync("/etc/passwd")) { }

//// open-handle
// tries: open a handle of the system
// layer: references
// says: rules have no files
var h = System.IO.File.OpenHandle("/etc/passwd");

//// host-api-opens-folders
// tries: ask the Sdk for a place of the host
// layer: references
// says: 'Basecamp' does not contain a definition for 'OpenFolder'
// gate: C#
Basecamp.OpenFolder("/");
