namespace Automator.Emulator;

/// <summary>The emulator cannot start or keep its account; the message says where and what to do.</summary>
internal sealed class EmulatorException(string message, Exception? inner = null) : Exception(message, inner);
