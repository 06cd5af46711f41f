namespace Automator.Host.Configuration;

/// <summary>One account: a real one, or the one this machine plays.</summary>
internal abstract record AccountOptions
{
    internal static IReadOnlySet<DateOnly> NoHolidays { get; } = new HashSet<DateOnly>();

    internal required string Name { get; init; }

    /// <summary>IANA, Windows or Rails; null takes the zone of the account's primary company.</summary>
    internal required string? Zone { get; init; }

    /// <summary>Days on which nobody works, but for weekends.</summary>
    internal IReadOnlySet<DateOnly> Holidays { get; init; } = NoHolidays;

    /// <summary>How often the account is looked at for what happened in it.</summary>
    internal required TimeSpan Poll { get; init; }

    /// <summary>Of one try of a request.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    internal required RequestLimits Limits { get; init; }

    /// <summary>The rules that run on it; null is all.</summary>
    internal RulePatterns? Only { get; init; }

    /// <summary>Rules that do not run on it all the same.</summary>
    internal RulePatterns? Except { get; init; }

    internal IReadOnlyDictionary<string, RuleOptions> Rules { get; init; } = RuleOptions.OfNone;

    /// <summary>The webhooks that may be called, by name.</summary>
    internal IReadOnlyDictionary<string, HookOptions> Hooks { get; init; } = HookOptions.OfNone;

    internal bool Runs(RuleName rule) => Only?.Match(rule.Value) != false && Except?.Match(rule.Value) != true;

    internal RuleOptions For(RuleName rule) => Rules.GetValueOrDefault(rule.Value, RuleOptions.Default);
}

internal sealed record BasecampAccountOptions : AccountOptions
{
    /// <summary>Scheme and host.</summary>
    internal required Uri Url { get; init; }

    internal required AccountLogin Login { get; init; }

    internal required string UserAgent { get; init; }
}

internal sealed record EmulatorAccountOptions : AccountOptions
{
    /// <summary>0 is any free one.</summary>
    internal required int Port { get; init; }

    /// <summary><c>demo</c>, <c>empty</c>, or the absolute path of a JSON file.</summary>
    internal required string Seed { get; init; }

    /// <summary>Whether the emulator refuses what is past the documented limits.</summary>
    internal required bool EnforcesLimits { get; init; }
}

/// <summary>Requests in any 10 seconds.</summary>
internal sealed record RequestLimits(int Reads, int Writes)
{
    /// <summary>What Basecamp documents; more gets the account locked out.</summary>
    internal static RequestLimits Documented { get; } = new(500, 100);
}

/// <summary>By what a real account lets us in: where the secret is, not the secret.</summary>
internal abstract record AccountLogin
{
    private AccountLogin()
    {
    }

    internal sealed record WithToken(SecretSource Token) : AccountLogin;

    internal sealed record WithPassword(string User, SecretSource Password) : AccountLogin;

    /// <param name="ClientId">The application's.</param>
    /// <param name="ClientSecret">The application's.</param>
    /// <param name="Server">Scheme and host of the authorization server.</param>
    /// <param name="RedirectPort">Of this machine; 0 is any free one.</param>
    internal sealed record WithOAuth(string ClientId, SecretSource ClientSecret, Uri Server, int RedirectPort) : AccountLogin;
}
