namespace Automator.Sdk;

/// <summary>
/// The host has ended the run: cancelled, a limit, a refusal. A rule may run its <c>finally</c> blocks but cannot go on:
/// the outcome is fixed, and every later call throws this again.
/// </summary>
internal sealed class RunStoppedException(string message) : Exception(message);
