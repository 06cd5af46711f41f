namespace Automator.Compiler;

/// <summary>What to use instead of what rules do not have.</summary>
internal static class Hints
{
    private const string Now = "use Clock.Now";
    private const string Today = "use Clock.Today";
    private const string Log = "use Log.Info";
    private const string Files = "rules have no files; keep values with State";
    private const string Network = "rules have no network; everything goes through Basecamp";
    private const string Threads = "a rule does one thing at a time; use async and await";
    private const string Waiting = "use await Clock.Delay";
    private const string Randomness = "use Run.Random";
    private const string Machine = "a rule knows nothing of the machine it runs on";
    private const string Reflection = "rules have no reflection; use the type itself";
    private const string Spans = "use string, arrays and lists";
    private const string Reading = "take the text apart with Split and int.Parse, then use new DateOnly(year, month, day)";
    private const string Json = "use records; State keeps them as they are";
    private const string Native = "rules have no memory of their own and no native code";
    private const string Offset = "say which: new DateTimeOffset(date, Clock.Now.Offset)";
    private const string Settings = "use Settings";

    /// <summary>Names and what to use instead, as the page about the language lists them.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> All => Known;

    /// <summary>By what the compiler says is missing.</summary>
    internal static IReadOnlyDictionary<string, string> Features { get; } = new Dictionary<string, string>
    {
        ["AsyncVoidMethodBuilder"] = "An async function without a Task is not available in rules: nobody could wait for it. Return Task.",
        ["System.Threading.Monitor"] = $"'lock' is not available in rules; {Threads}.",
        ["System.Threading.Lock"] = $"'lock' is not available in rules; {Threads}.",
        ["System.Span"] = $"'Span' is not available in rules; {Spans}.",
        ["System.ReadOnlySpan"] = $"'ReadOnlySpan' is not available in rules; {Spans}.",
        ["System.Runtime.CompilerServices.RuntimeFeature"] = "Interface members with a body are not available in rules. Use an abstract class or a function.",
        ["System.Linq.Expressions"] = "Expression trees are not available in rules; use a Func.",
        ["CSharpArgumentInfo"] = "'dynamic' is not available in rules; use the type itself, or a record.",
        ["DynamicAttribute"] = "'dynamic' is not available in rules; use the type itself, or a record.",
        ["System.Index"] = "Indexes of this kind are not available in rules.",
    };

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["DateTime.Now"] = Now,
        ["DateTime.UtcNow"] = Now,
        ["DateTime.Today"] = Today,
        ["DateTimeOffset.Now"] = Now,
        ["DateTimeOffset.UtcNow"] = Now,
        ["DateTimeOffset.LocalDateTime"] = "use DateTime of a value in the zone you want, like Clock.Now",
        ["DateTimeOffset.ToLocalTime"] = "use ToOffset(Clock.Now.Offset)",
        ["DateTimeOffset.new"] = Offset,
        ["DateTime.ToUniversalTime"] = Offset,
        ["DateTime.ToLocalTime"] = Offset,
        ["DateTimeOffset.Parse"] = Reading,
        ["DateTimeOffset.ParseExact"] = Reading,
        ["DateTimeOffset.TryParse"] = Reading,
        ["DateTimeOffset.TryParseExact"] = Reading,
        ["DateTime.Parse"] = Reading,
        ["DateTime.TryParse"] = Reading,
        ["DateOnly.Parse"] = Reading,
        ["DateOnly.ParseExact"] = Reading,
        ["DateOnly.TryParse"] = Reading,
        ["DateOnly.TryParseExact"] = Reading,
        ["DateTime.TryParseExact"] = Reading,
        ["DateTime.ParseExact"] = Reading,
        ["DateTime.DaysInMonth"] = "use new DateOnly(year, month, 1).AddMonths(1).AddDays(-1).Day",
        ["ISOWeek"] = "a week is that of its Thursday: var thursday = day.AddDays(3 - ((int)day.DayOfWeek + 6) % 7); (thursday.DayOfYear - 1) / 7 + 1",
        ["Stopwatch"] = Now,
        ["TimeProvider"] = Now,
        ["TimeZoneInfo"] = "Clock.Now is in the account's zone",
        ["Task.new"] = Threads,
        ["Task.Delay"] = "use Clock.Delay",
        ["Task.Run"] = Threads,
        ["Task.Wait"] = "use await",
        ["Task.Result"] = "use await",
        ["Task.WhenAny"] = "use await",
        ["Task.WaitAll"] = "use await Task.WhenAll",
        ["Task.Factory"] = Threads,
        ["Task.Yield"] = Threads,
        ["Task.ContinueWith"] = "use await",
        ["Task.ConfigureAwait"] = "leave it out; a rule has one thread",
        ["Thread"] = Threads,
        ["Thread.Sleep"] = Waiting,
        ["ThreadPool"] = Threads,
        ["Parallel"] = Threads,
        ["Timer"] = "use On.Schedule, or await Clock.Delay",
        ["Monitor"] = Threads,
        ["Interlocked"] = Threads,
        ["SemaphoreSlim"] = Threads,
        ["Lock"] = Threads,
        ["CancellationTokenSource"] = "a run that is cancelled is stopped by the host",
        ["Console"] = Log,
        ["Console.WriteLine"] = Log,
        ["Debug"] = Log,
        ["Trace"] = Log,
        ["File"] = Files,
        ["Directory"] = Files,
        ["Path"] = Files,
        ["FileStream"] = Files,
        ["StreamReader"] = Files,
        ["StreamWriter"] = Files,
        ["FileInfo"] = Files,
        ["HttpClient"] = Network,
        ["WebClient"] = Network,
        ["Socket"] = Network,
        ["TcpClient"] = Network,
        ["SmtpClient"] = Network,
        ["Uri"] = "use string",
        ["Random"] = Randomness,
        ["RandomNumberGenerator"] = Randomness,
        [".Shuffle"] = $"{Randomness} to choose, or OrderBy for an order",
        ["Guid.NewGuid"] = "use Run.NewId",
        ["Guid.CreateVersion7"] = "use Run.NewId",
        ["Environment"] = Machine,
        ["Environment.GetEnvironmentVariable"] = Settings,
        ["Environment.GetEnvironmentVariables"] = Settings,
        ["Environment.TickCount"] = Now,
        ["Environment.TickCount64"] = Now,
        ["Environment.Exit"] = "return, or throw",
        ["Environment.FailFast"] = "return, or throw",
        ["IConfiguration"] = Settings,
        ["ConfigurationManager"] = Settings,
        ["Environment.NewLine"] = "use \"\\n\"",
        ["Process"] = Machine,
        ["AppDomain"] = Machine,
        ["AppContext"] = Machine,
        ["GC"] = Machine,
        ["Assembly"] = Reflection,
        ["Type"] = Reflection,
        ["Activator"] = Reflection,
        ["MethodInfo"] = Reflection,
        ["Type.Name"] = "use nameof",
        ["Type.FullName"] = "use nameof",
        ["System.IO"] = Files,
        ["System.Net"] = Network,
        ["System.Reflection"] = Reflection,
        ["System.Threading"] = Threads,
        ["System.Diagnostics"] = Machine,
        ["System.Threading.Tasks"] = Threads,
        ["System.Threading.Tasks.Sources"] = Threads,
        ["System.Threading.Channels"] = Threads,
        ["System.Collections.Concurrent"] = "use Dictionary and List; a rule has one thread",
        ["System.Collections.Immutable"] = "use arrays, lists and dictionaries",
        ["System.Collections.Frozen"] = "use Dictionary and HashSet",
        ["System.Globalization"] = "a rule has one culture, the invariant one",
        ["System.Linq.Expressions"] = "use a Func",
        ["System.Dynamic"] = "use the type itself, or a record",
        ["System.Runtime.InteropServices"] = Native,
        ["System.Runtime.InteropServices.Marshalling"] = Native,
        ["System.Runtime.Intrinsics"] = Native,
        ["System.Runtime.Loader"] = Reflection,
        ["System.Runtime.CompilerServices"] = "it is for the compiler",
        ["System.Runtime.ExceptionServices"] = "use throw",
        ["System.Reflection.Emit"] = Reflection,
        ["System.ComponentModel"] = Reflection,
        ["System.Security"] = "rules have no secrets to keep",
        ["System.Security.Cryptography"] = "rules have no secrets to keep",
        ["System.Configuration"] = Settings,
        ["System.Data"] = "rules have no databases; keep values with State",
        ["System.Data.Common"] = "rules have no databases; keep values with State",
        ["System.Xml"] = "use Regex and Split for text, records for data",
        ["System.Xml.Linq"] = "use Regex and Split for text, records for data",
        ["System.IO.Compression"] = Files,
        ["System.IO.Pipes"] = Network,
        ["System.IO.MemoryMappedFiles"] = Files,
        ["System.Net.Http"] = Network,
        ["System.Net.Sockets"] = Network,
        ["System.Net.Mail"] = Network,
        ["System.Net.WebSockets"] = Network,
        ["System.Net.NetworkInformation"] = Network,
        ["System.Diagnostics.Tracing"] = Log,
        ["Microsoft.Win32"] = Machine,
        ["Microsoft"] = "rules are compiled against Automator.Sdk and a part of .NET alone",
        ["System.Text.Json"] = Json,
        ["Object.MemberwiseClone"] = "use 'with' on a record",
        ["MemberwiseClone"] = "use 'with' on a record",
        ["HashCode"] = "compare values, or use a record, which compares by value",
        ["EqualityComparer"] = "use ==, Equals, or StringComparer",
        ["Comparer"] = "use OrderBy, or Sort((a, b) => …)",
        ["IEqualityComparer"] = "use DistinctBy, GroupBy or StringComparer",
        ["Exception.StackTrace"] = "use Message",
        ["Exception.TargetSite"] = "use Message",
        ["Exception.Source"] = "use Message",
        ["Exception.HResult"] = "catch the exception's type",
        ["Exception.Data"] = "make an exception with a property of its own",
        ["Exception.GetBaseException"] = "use InnerException",
        ["AggregateException"] = "await throws the first exception itself; catch that",
        ["Delegate.Method"] = Reflection,
        ["Delegate.Target"] = Reflection,
        ["Delegate.DynamicInvoke"] = "call it",
        ["Delegate.GetInvocationList"] = "keep the functions in a list",
        ["Delegate.Combine"] = "use +",
        ["Delegate.Remove"] = "use -",
        ["Action.BeginInvoke"] = Threads,
        ["IFormatProvider"] = "leave it out; a rule has one culture, the invariant one",
        ["CultureInfo.new"] = "a rule has one culture, the invariant one",
        ["FormattableString"] = "use string",
        ["ICustomFormatter"] = "use a function that returns a string",
        ["IConvertible"] = "use Parse, ToString or a cast",
        ["ICloneable"] = "use 'with' on a record",
        ["CancellationToken"] = "a run that is cancelled is stopped by the host",
        ["TaskCompletionSource"] = "use async and await",
        ["AsyncLocal"] = "pass the value on",
        ["ThreadLocal"] = "pass the value on",
        ["PeriodicTimer"] = "use On.Schedule, or await Clock.Delay",
        ["WeakReference"] = Machine,
        ["IntPtr"] = Native,
        ["UIntPtr"] = Native,
        ["Unsafe"] = Native,
        ["Object.GetType"] = "use 'is' or a switch on the type",
        ["Attribute"] = "rules have no attributes",
        ["Expression"] = "use a Func",
        ["Span"] = Spans,
        ["ReadOnlySpan"] = Spans,
        ["Memory"] = Spans,
        ["Lazy"] = "use a variable, or a function",
        ["Convert"] = "use Parse, ToString or a cast",
        ["CultureInfo"] = "a rule has one culture, the invariant one",
        ["CultureInfo.CurrentCulture"] = "a rule has one culture, the invariant one",
        ["String.ToUpper"] = "use ToUpperInvariant",
        ["String.ToLower"] = "use ToLowerInvariant",
        ["JsonSerializer"] = Json,
        ["JsonDocument"] = Json,
        ["ConcurrentDictionary"] = "use Dictionary; a rule has one thread",
        ["ImmutableList"] = "use List or an array",
        ["ImmutableArray"] = "use an array",
        ["SortedDictionary"] = "use Dictionary and OrderBy",
        ["SortedList"] = "use List and OrderBy",
        ["SortedSet"] = "use HashSet and Order",
        ["ILookup"] = "use GroupBy and ToDictionary",
        ["Enumerable.ToLookup"] = "use GroupBy and ToDictionary",
        [".ToLookup"] = "use GroupBy and ToDictionary",
        [".AsParallel"] = Threads,
        [".AsQueryable"] = "leave it out",
        [".AsSpan"] = Spans,
        ["StringReader"] = "use Split('\\n')",
        ["StringBuilder.AppendFormat"] = "use Append($\"…\")",
        [".WithCancellation"] = "leave it out; a run that is cancelled is stopped by the host",
        ["PriorityQueue"] = "use List and MinBy, or OrderBy",
        ["LinkedList"] = "use List, or Queue",
        ["Encoding"] = "use string; rules work with text, not with its bytes",
        ["INumber"] = "write the function for decimal, or once for each type",
        ["Nullable.Compare"] = "use < and >, which are false where one side is null",
        ["Nullable.Equals"] = "use ==",
        ["Nullable.GetUnderlyingType"] = Reflection,
        ["Tuple"] = "use (a, b)",
        ["IQueryable"] = "use IEnumerable",
    };

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["object"] = "Object",
        ["string"] = "String",
        ["bool"] = "Boolean",
        ["char"] = "Char",
        ["sbyte"] = "SByte",
        ["byte"] = "Byte",
        ["short"] = "Int16",
        ["ushort"] = "UInt16",
        ["int"] = "Int32",
        ["uint"] = "UInt32",
        ["long"] = "Int64",
        ["ulong"] = "UInt64",
        ["float"] = "Single",
        ["double"] = "Double",
        ["decimal"] = "Decimal",
    };

    /// <summary>A member that has something better to say than its type.</summary>
    internal static bool KnowsBetter(string type, string member) =>
        Known.GetValueOrDefault($"{type}.{member}") is { } own && own != Known.GetValueOrDefault(type) && Knows(type);

    internal static string ClrName(string type) => Keywords.GetValueOrDefault(type, type);

    /// <summary>True for a name .NET has, rules do not have, and somebody may therefore have meant.</summary>
    internal static bool Knows(string name) => Known.ContainsKey(name) || ReferenceSet.Missing.ContainsKey(name);

    /// <summary>A member without a hint of its own gets its type's, a type its namespace's.</summary>
    internal static string? For(string name)
    {
        if ((Known.GetValueOrDefault(name) ?? Known.GetValueOrDefault("." + name[(name.LastIndexOf('.') + 1)..])) is { } own)
            return own;
        if (ReferenceSet.Missing.GetValueOrDefault(name) is { Length: > 0 } scope)
            return For(scope);
        return name.LastIndexOf('.') is > 0 and var dot ? For(name[..dot]) : null;
    }
}
