using System.Globalization;
using System.Net;

namespace Automator.Emulator;

/// <summary>How a person writes an account or limits in one word of a command line.</summary>
internal static class EmulatorTexts
{
    /// <summary><c>documented</c>, <c>off</c>, or figures that differ from the documented ones: <c>gets=50,window=5</c>. Times are seconds.</summary>
    /// <exception cref="EmulatorException">It is none of these.</exception>
    public static EmulatorLimits Limits(string text) => text switch
    {
        "documented" => EmulatorLimits.Documented,
        "off" => EmulatorLimits.Off,
        _ => text.Split(',', StringSplitOptions.TrimEntries).Aggregate(EmulatorLimits.Documented, Figure),
    };

    /// <summary><c>NAME</c>, <c>NAME=SEED</c> or <c>NAME@PORT=SEED</c>; without a seed the account is empty.</summary>
    /// <exception cref="EmulatorException">The port is none.</exception>
    public static SiteOptions Account(string text)
    {
        var (address, seed) = Halves(text, '=');
        var (name, port) = Halves(address, '@');
        var number = 0;
        if (port is not null && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > IPEndPoint.MaxPort))
            throw new EmulatorException($"{text} names the port {port}, but a port is a number from 0 to {IPEndPoint.MaxPort}.");
        return new SiteOptions { Name = name, Port = number, Seed = seed ?? "empty" };
    }

    private static (string First, string? Second) Halves(string text, char at) =>
        text.IndexOf(at) is >= 0 and var place ? (text[..place], text[(place + 1)..]) : (text, null);

    private static EmulatorLimits Figure(EmulatorLimits limits, string pair)
    {
        var (key, value) = Halves(pair, '=');
        return (key, value) switch
        {
            ("gets", { } count) => limits with { Gets = Count(pair, count) },
            ("others", { } count) => limits with { Others = Count(pair, count) },
            ("unidentified", { } count) => limits with { Unidentified = Count(pair, count) },
            ("window", { } seconds) => limits with { Window = Seconds(pair, seconds, least: EmulatorLimits.ShortestWindow) },
            ("unidentifiedWindow", { } seconds) => limits with { UnidentifiedWindow = Seconds(pair, seconds, least: EmulatorLimits.ShortestWindow) },
            ("phase", { } seconds) => limits with { Phase = Seconds(pair, seconds, least: 0) },
            ("windows", "fixed") => limits with { Windows = WindowKind.Fixed },
            ("windows", "sliding") => limits with { Windows = WindowKind.Sliding },
            ("status", "429") => limits with { Status = 429 },
            ("status", "503") => limits with { Status = 503 },
            _ => throw new EmulatorException(
                $"Limits cannot be {pair}. They are documented, off, or figures such as gets=500,others=100,window=10,unidentified=60,unidentifiedWindow=60,windows=sliding,phase=3,status=429."),
        };
    }

    private static int Count(string pair, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new EmulatorException($"Limits cannot be {pair}: a number of requests is 1 or more.");

    private static TimeSpan Seconds(string pair, string text, double least) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= EmulatorLimits.LongestWindow
            ? TimeSpan.FromSeconds(seconds)
            : throw new EmulatorException($"Limits cannot be {pair}: seconds are from {least} to {EmulatorLimits.LongestWindow}.");
}
