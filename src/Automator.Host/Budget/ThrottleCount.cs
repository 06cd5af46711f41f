namespace Automator.Host.Budget;

/// <summary>The server's own count, as its answers carry it: <paramref name="Count"/> of <paramref name="Max"/> in the window that ends at <paramref name="Horizon"/>.</summary>
internal readonly record struct ThrottleCount(int Max, int Count, DateTimeOffset Horizon);
