using System.Diagnostics.CodeAnalysis;

namespace Automator.Sdk.Protocol;

/// <summary>What a webhook may be called: it stands in an address, so that it needs no escapes there.</summary>
internal static class WebhookName
{
    internal const int Longest = 100;

    internal const string Words = "1 to 100 letters, digits, '-' and '_' of ASCII";

    internal const string Pattern = "^[A-Za-z0-9_-]{1,100}$";

    internal static bool IsOne([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= Longest } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
