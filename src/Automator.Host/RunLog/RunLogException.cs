namespace Automator.Host.RunLog;

/// <summary>The run log cannot be read or written now. The message says what, where and what to do.</summary>
internal sealed class RunLogException(string message, Exception? inner = null) : Exception(message, inner);
