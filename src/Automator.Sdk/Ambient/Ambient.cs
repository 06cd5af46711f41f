namespace Automator.Sdk;

/// <summary>
/// The one object all of the Sdk's static classes read: what the rule is being run by. The worker swaps it for every
/// registration and every run; it is the only static state of the Sdk.
/// </summary>
internal static class Ambient
{
    internal static object? Current { get; set; }

    internal static RuleRegistration Registering(string member) => Current switch
    {
        RuleRegistration registration => registration,
        IRunContext run when run.Registration is { } registration => registration,
        IRunContext => throw new InvalidOperationException(
            $"{member} belongs at the top level of the rule's file, not inside a handler."),
        _ => throw Outside(member),
    };

    internal static IRunContext Running(string member) => Current switch
    {
        IRunContext { Registration: null } run => run.OnItsThread(),
        not null => throw new InvalidOperationException(
            $"{member} cannot be used at the top level of a rule: the top level only registers handlers. Use it inside a handler."),
        null => throw Outside(member),
    };

    private static InvalidOperationException Outside(string member) => new($"{member} works only in a rule that Automator runs.");
}
