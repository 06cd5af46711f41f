namespace Automator.Host.Basecamp;

/// <summary>There is no way in: the message says what to do. It holds no secret.</summary>
/// <param name="mayRetry">True when the authorization server could not be asked, false when it said no.</param>
internal sealed class LoginFailedException(string message, bool mayRetry = false, Exception? inner = null) : Exception(message, inner)
{
    internal bool MayRetry => mayRetry;
}
