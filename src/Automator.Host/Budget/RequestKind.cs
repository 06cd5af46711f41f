namespace Automator.Host.Budget;

/// <summary>The two classes of requests that Basecamp counts apart: GET, and everything else.</summary>
internal enum RequestKind
{
    Read,
    Write,
}
