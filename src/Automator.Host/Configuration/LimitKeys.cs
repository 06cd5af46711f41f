namespace Automator.Host.Configuration;

/// <summary>The keys of an account's <c>limits</c>.</summary>
internal static class LimitKeys
{
    // Far past what a machine sends: only an emulator that refuses nothing takes more than is documented.
    internal const int AtMost = 100_000;

    private static readonly Key<int> Reads = new(
        "reads",
        new NumberShape(1, AtMost),
        "GET requests in any 10 seconds. More than 500 only for an emulator with \"limits\": \"off\".")
    { Default = RequestLimits.Documented.Reads };

    private static readonly Key<int> Writes = new(
        "writes",
        new NumberShape(1, AtMost),
        "Requests of every other method in any 10 seconds. More than 100 only for an emulator with \"limits\": \"off\".")
    { Default = RequestLimits.Documented.Writes };

    internal static ObjectShape<RequestLimits> Shape { get; } =
        new([Reads, Writes], (values, _) => new(values.Get(Reads), values.Get(Writes)));

    internal static void CheckDocumented(RequestLimits limits, Place place)
    {
        Check(Reads, limits.Reads, RequestLimits.Documented.Reads);
        Check(Writes, limits.Writes, RequestLimits.Documented.Writes);

        void Check(Key key, int value, int documented)
        {
            if (value > documented)
                place.Of(key.Name).Wrong($"is {value}, but Basecamp locks out who asks for more than {documented} in 10 seconds. Write at most {documented}.");
        }
    }
}
