// What differs from run to run: time, chance, hashes, culture.

//// now
// tries: read the machine's clock
// layer: references
// says: use Clock.Now
var n = DateTime.Now;

//// utc-now
// tries: read it in UTC
// layer: references
// says: use Clock.Now
var n = DateTime.UtcNow;

//// today
// tries: read its date
// layer: references
// says: use Clock.Today
var n = DateTime.Today;

//// offset-now
// tries: read it with an offset
// layer: references
// says: use Clock.Now
var n = DateTimeOffset.Now;

//// time-provider
// tries: read it through a provider
// layer: references
// says: use Clock.Now
var n = TimeProvider.System.GetUtcNow();

//// stopwatch
// tries: measure
// layer: references
// says: use Clock.Now
var s = System.Diagnostics.Stopwatch.StartNew();

//// time-zone
// tries: read the machine's zone
// layer: references
// says: Clock.Now is in the account's zone
var z = TimeZoneInfo.Local;

//// parse-local-time
// tries: let a parser add today's date
// layer: references
// says: use new DateOnly
var d = DateTime.Parse("10:00");

//// parse-offset
// tries: let a parser add today and the local offset
// layer: references
// says: use new DateOnly
var d = DateTimeOffset.Parse("10:00");

//// parse-date
// tries: let a parser add this year
// layer: references
// says: use new DateOnly
var d = DateOnly.Parse("1/2");

//// local-offset-by-constructor
// tries: let a constructor take the machine's offset
// layer: references
// says: say which: new DateTimeOffset(date, Clock.Now.Offset)
var d = new DateTimeOffset(new DateTime(2026, 1, 1));

//// local-offset-by-conversion
// tries: let a conversion take it
// layer: references
// says: Cannot implicitly convert
DateTimeOffset d = new DateTime(2026, 1, 1);

//// to-local-time
// tries: convert into the machine's zone
// layer: references
// says: use ToOffset
var d = Clock.Now.ToLocalTime();

//// local-date-time
// tries: the same by a property
// layer: references
// says: of a value in the zone you want
var d = Clock.Now.LocalDateTime;

//// to-universal
// tries: convert out of the machine's zone
// layer: references
// says: 'DateTime.ToUniversalTime' is not available in rules
var d = new DateTime(2026, 1, 1).ToUniversalTime();

//// file-time
// tries: go through the file system's clock
// layer: references
// says: 'DateTimeOffset.FromFileTime' is not available in rules
var d = DateTimeOffset.FromFileTime(1);

//// random
// tries: throw dice nobody can repeat
// layer: references
// says: use Run.Random
var r = new Random().Next();

//// random-shared
// tries: by the shared one
// layer: references
// says: use Run.Random
var r = Random.Shared.Next();

//// random-crypto
// tries: by the strong one
// layer: references
// says: rules have no secrets to keep
var r = System.Security.Cryptography.RandomNumberGenerator.GetInt32(5);

//// shuffle
// tries: shuffle by LINQ
// layer: references
// says: use Run.Random
var s = new[] { 1, 2 }.Shuffle();

//// shuffle-async
// tries: shuffle an asynchronous stream
// layer: references
// says: use Run.Random
var s = Basecamp.TodoItems().Shuffle();

//// shuffle-static
// tries: shuffle by the static name
// layer: references
// says: use Run.Random
var s = Enumerable.Shuffle(new[] { 1 });

//// new-guid
// tries: make an id nobody can repeat
// layer: references
// says: use Run.NewId
var g = Guid.NewGuid();

//// guid-version-7
// tries: make one from the clock
// layer: references
// says: use Run.NewId
var g = Guid.CreateVersion7();

//// hash-of-text
// tries: use a hash that differs from process to process
// layer: syntax
// says: its values differ
var h = "x".GetHashCode();

//// hash-of-object
// tries: use an identity
// layer: syntax
// says: its values differ
var h = new object().GetHashCode();

//// hash-escaped
// tries: spell it with escapes
// layer: syntax
// from: GHSA-wp5r-2gw5-m7q7 (patriksimek/vm2, test/ghsa)
// says: its values differ
var h = "x".GetHash\u0043ode();

//// hash-as-group
// tries: take it as a delegate
// layer: syntax
// from: SECURITY-567 (jenkinsci/script-security-plugin, commit 7f609ef2)
// says: its values differ
Func<int> h = "x".GetHashCode;

//// hash-by-comparer
// tries: ask a comparer for it
// layer: syntax
// says: its values differ
var h = StringComparer.Ordinal.GetHashCode("x");

//// hash-by-default-comparer
// tries: ask the default comparer
// layer: references
// says: 'EqualityComparer' is not available in rules
var c = EqualityComparer<string>.Default;

//// hash-of-record
// tries: ask a record
// layer: syntax
// says: its values differ
record P(string X);
var h = new P("x").GetHashCode(); //!

//// hash-of-anonymous
// tries: ask an anonymous type
// layer: syntax
// says: its values differ
var h = new { X = "x" }.GetHashCode();

//// hash-of-tuple
// tries: ask a tuple
// layer: syntax
// says: its values differ
var h = ("x", 1).GetHashCode();

//// hash-own
// tries: have one of its own that reaches the base
// layer: syntax
// says: its values differ
// gate: harmless, nothing in an image may call it
class C { public override int GetHashCode() => base.GetHashCode(); }

//// hash-combine
// tries: combine hashes
// layer: references
// says: 'HashCode' is not available in rules
var h = HashCode.Combine("x");

//// hash-identity
// tries: ask for an identity
// layer: syntax
// says: its values differ
var h = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(new object());

//// culture-current
// tries: read the machine's culture
// layer: references
// says: a rule has one culture
var c = System.Globalization.CultureInfo.CurrentCulture;

//// culture-set
// tries: change it for later runs
// layer: references
// says: a rule has one culture
System.Globalization.CultureInfo.DefaultThreadCurrentCulture = null;

//// culture-new
// tries: have another one
// layer: references
// says: a rule has one culture
var c = new System.Globalization.CultureInfo("de-DE");

//// upper
// tries: change case by culture
// layer: references
// says: use ToUpperInvariant
var s = "i".ToUpper();

//// lower
// tries: change case by culture
// layer: references
// says: use ToLowerInvariant
var s = "I".ToLower();

//// calendar
// tries: use another calendar
// layer: references
// says: not available in rules
var c = new System.Globalization.HijriCalendar();

//// format-provider
// tries: be called back while text is made
// layer: references
// from: CVE-2026-0863 (n8n: strings that format)
// says: not available in rules
class P : IFormatProvider { public object? GetFormat(Type? t) => null; } //!

//// custom-formatter
// tries: be called back for each hole
// layer: references
// says: 'ICustomFormatter' is not available in rules
class F { ICustomFormatter? f; }

//// formattable-string
// tries: keep the parts of a string
// layer: references
// says: FormattableString
FormattableString s = $"{1}";

//// new-line
// tries: learn the system by its line ends
// layer: references
// says: use "\n"
var n = Environment.NewLine;
