namespace Automator.Host.Budget;

/// <summary>Who goes first among those who are within their fair share; the first two also have what is kept in reserve.</summary>
internal enum RequestPriority
{
    /// <summary>Somebody looks at a screen: before all others, and not paced.</summary>
    Person,

    /// <summary>What finds the events.</summary>
    Watch,
    Event,
    Schedule,

    /// <summary>What takes long anyway.</summary>
    Bulk,
}
