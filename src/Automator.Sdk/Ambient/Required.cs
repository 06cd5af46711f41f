using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>What a rule's arguments must be; the message is read by the rule's author.</summary>
internal static class Required
{
    internal static string Text(string? value, string name) =>
        string.IsNullOrWhiteSpace(value) ? throw new ArgumentException("Give it a text that is not empty.", name) : value;

    internal static string Key(string? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Text(value, name).Length <= 200 ? value! : throw new ArgumentException("A key has at most 200 characters.", name);

    /// <summary>Refused here, in the rule's own words, rather than by the host: so large a value may be too large to be sent.</summary>
    internal static JsonElement? Size(string key, JsonElement? value) =>
        value is null || Encoding.UTF8.GetByteCount(value.Value.GetRawText()) <= WriteState.LongestValue
            ? value
            : throw new ArgumentException($"State '{key}' would be larger than {WriteState.LongestValue / 1024} KB. Keep less, or keep it in parts.");

    internal static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Give it a number greater than zero.");

    internal static int AtMost(int most, int value, string name) =>
        value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"Give it a number of at most {most:N0}.");

    internal static int NotNegative(int value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Give it zero or more.");

    internal static decimal NotNegative(decimal value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Give it zero or more.");

    internal static TimeSpan AtMostADay(TimeSpan value, string name) =>
        Positive(value, name) <= TimeSpan.FromDays(1) ? value : throw new ArgumentOutOfRangeException(name, value, "Give it a time of at most a day.");

    internal static TimeSpan AtMostAnHour(TimeSpan value, string name) =>
        Positive(value, name) <= TimeSpan.FromHours(1) ? value : throw new ArgumentOutOfRangeException(name, value, "Give it a time of at most an hour.");

    internal static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, "Give it a time greater than zero.");
}
