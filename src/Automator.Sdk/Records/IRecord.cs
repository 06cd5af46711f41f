namespace Automator.Sdk;

/// <summary>A record of the account: a snapshot from the moment it was read. Nothing about it changes by itself.</summary>
public interface IRecord
{
    /// <summary>The id in Basecamp; negative for what a dry run created.</summary>
    long Id { get; }
}
