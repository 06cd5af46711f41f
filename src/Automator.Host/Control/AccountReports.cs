using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Configuration;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

internal static class AccountReports
{
    /// <summary>Costs one request.</summary>
    internal static async Task<AccountReport> Of(AccountLink link, CancellationToken cancellation)
    {
        var known = Closed(link.Options, null) with
        {
            Url = link.Emulator?.Url ?? (link.Options as BasecampAccountOptions)?.Url,
            Name = link.Identity.Name,
            Zone = link.Identity.Zone.Name,
        };
        try
        {
            var me = (Person)await link.Client.Answer(new ReadMe(), RequestSource.Person(), cancellation);
            return known with
            {
                Answers = true,
                Person = $"{me.FirstName} {me.LastName}".Trim(),
                EmailAddress = me.EmailAddress,
                LoginExpiresAt = link.Credentials.ExpiresAt,
            };
        }
        catch (CallFailedException e)
        {
            return known with { Problem = e.InnerException is LoginFailedException login ? login.Message : e.Failure.Message };
        }
    }

    /// <summary>What automator.json alone says.</summary>
    internal static AccountReport Closed(AccountOptions options, string? problem) => new()
    {
        Account = options.Name,
        Url = (options as BasecampAccountOptions)?.Url,
        Login = options switch
        {
            BasecampAccountOptions { Login: AccountLogin.WithOAuth } => "oauth",
            BasecampAccountOptions { Login: AccountLogin.WithPassword } => "password",
            BasecampAccountOptions => "token",
            _ => "emulator",
        },
        Answers = false,
        Problem = problem,
    };
}
