using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>The keys of an account. Which of them it takes depends on where it is.</summary>
internal static class AccountKeys
{
    private static readonly TimeSpan EmulatorPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BasecampPoll = TimeSpan.FromSeconds(30);

    private static readonly Key<AccountAddress> Url = new(
        "url",
        AccountAddress.Shape,
        "\"emulator\" for an account that this machine plays, or the address of a Basecamp Classic account.")
    { Missing = "Write \"emulator\", or the address of a Basecamp Classic account, such as \"https://company.basecamphq.com\"." };

    private static readonly Key<SecretSource> Token = new(
        "token",
        SecretSource.Shape,
        "Where the API token is kept that Basecamp shows under \"My info\": \"env:NAME\", \"file:PATH\" or \"credential:NAME\" (systemd). Instead of user and password.");

    private static readonly Key<string> User = new(
        "user",
        ContactText.User,
        "The user name, where there is no token.");

    private static readonly Key<SecretSource> Password = new(
        "password",
        SecretSource.Shape,
        "Where the password of that user is kept, written like a token.");

    private static readonly Key<AccountLogin.WithOAuth> OAuth = new(
        "oauth",
        OAuthKeys.Shape,
        "The application that a person lets in with 'automator login'. Instead of a token, or user and password.");

    private static readonly Key<string> Zone = new(
        "zone",
        ZoneNames.Shape,
        "The zone of schedules and due dates, by its name in IANA, Windows or Rails. Left out, it is the zone of the account's primary company.");

    private static readonly Key<IReadOnlySet<DateOnly>> Holidays = new(
        "holidays",
        new HolidaysShape(),
        "Days on which nobody works, such as \"2026-12-25\": schedules that skip holidays do not fire, and Clock.NextWorkday passes them over. Weekends need not be named.")
    { Default = new JsonArray() };

    private static readonly Key<string> UserAgent = new(
        "userAgent",
        ContactText.UserAgent,
        "How requests name the application, with a link or an e-mail address at which Basecamp reaches whoever runs it. Required for a real account.");

    private static readonly Key<TimeSpan> Poll = new(
        "poll",
        DurationShape.Between(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        "How often the account is looked at for what happened in it, which costs requests. A duration from 1s to 1d; left out, it is 30s, and 5s for the emulator.");

    private static readonly Key<TimeSpan> Timeout = new(
        "timeout",
        DurationShape.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        "How long one try of a request may take. An answer that is lost is looked for in the account a third of it later, when the request is surely over. A duration from 1s to 10m.")
    { Default = "30s" };

    private static readonly Key<RequestLimits> Limits = new(
        "limits",
        LimitKeys.Shape,
        "What all rules together may ask of the account in any 10 seconds. Set less where others use the account from the same address.")
    { Default = new JsonObject() };

    private static readonly Key<RulePatterns> Only = new(
        "only",
        new RulePatternsShape(),
        "The rules that run on this account, by name; * stands for anything within a folder, ** for anything. Left out, all do.");

    private static readonly Key<RulePatterns> Except = new(
        "except",
        new RulePatternsShape(),
        "Rules that do not run on this account, written like \"only\".");

    private static readonly Key<IReadOnlyDictionary<string, RuleOptions>> Rules = new(
        "rules",
        new RulesShape(),
        "What single rules are given on this account, by their names: settings, and a part of the account's requests.")
    { Default = new JsonObject() };

    private static readonly Key<IReadOnlyDictionary<string, HookOptions>> Hooks = new(
        "hooks",
        new HooksShape(),
        "The webhooks of this account, by the names that rules listen to with On.Webhook. One that is not named here cannot be called.")
    { Default = new JsonObject() };

    private static readonly Key<EmulatorSection> Emulator = new(
        "emulator",
        EmulatorKeys.Shape,
        "How the emulator plays the account; only with \"url\": \"emulator\".");

    private static readonly Key[] OfBasecamp = [Token, User, Password, OAuth, UserAgent];

    internal static ObjectShape<AccountOptions> Shape { get; } =
        new([Url, Token, User, Password, OAuth, Zone, Holidays, UserAgent, Poll, Timeout, Limits, Only, Except, Rules, Hooks, Emulator], Build)
        {
            Check = Check,
            Conditions = Conditions(),
        };

    private static void Check(Values values, Place place)
    {
        // Without an address nobody can say what else is missing or too much.
        if (!values.TryGet(Url, out var address))
            return;
        if (address.IsEmulator)
            CheckEmulator(values, place);
        else
            CheckBasecamp(values, place);
        if (values.TryGet(Limits, out var limits) && !(address.IsEmulator && MayBeUnlimited(values)))
            LimitKeys.CheckDocumented(limits, place.Of(Limits.Name));
    }

    /// <summary>Of a section with another error in it nobody knows.</summary>
    private static bool MayBeUnlimited(Values values) =>
        values.TryGet(Emulator, out var emulator) ? !emulator.EnforcesLimits : values.Has(Emulator);

    private static void CheckEmulator(Values values, Place place)
    {
        foreach (var key in OfBasecamp.Where(values.Has))
            place.Of(key.Name).Wrong("is for real accounts; the emulator makes its own token. Remove the key, or write the account's address as \"url\".");
    }

    private static void CheckBasecamp(Values values, Place place)
    {
        if (values.Has(Emulator))
            place.Of(Emulator.Name).Wrong("is for \"url\": \"emulator\", and this account is a real one. Remove one of the two.");
        if (!values.Has(UserAgent))
            place.Of(UserAgent.Name).Wrong($"is missing. Basecamp asks every application whom to contact, and slows down those that do not say: write a name with a link or an e-mail address, such as {ContactText.Example}.");

        var (token, user, password) = (values.Has(Token), values.Has(User), values.Has(Password));
        if (values.Has(OAuth))
        {
            if (token || user || password)
                place.Of(OAuth.Name).Wrong("stands beside \"token\", \"user\" or \"password\". Keep one way to log in.");
        }
        else if (token && (user || password))
            place.Of(Token.Name).Wrong("stands beside \"user\" or \"password\". Keep the token, or user and password.");
        else if (!token && !user && !password)
            place.Of(Token.Name).Wrong($"is missing. Write {SecretSource.Forms}; or write \"user\" and \"password\"; or \"oauth\".");
        else if (user && !password)
            place.Of(Password.Name).Wrong($"is missing beside \"user\". Write {SecretSource.Forms}.");
        else if (password && !user)
            place.Of(User.Name).Wrong("is missing beside \"password\". Write the user name.");
    }

    private static AccountOptions Build(Values values, Place place)
    {
        var zone = values.Maybe(Zone);
        var limits = values.Get(Limits);
        if (values.Get(Url).Url is not { } url)
        {
            var emulator = values.Maybe(Emulator) ?? EmulatorKeys.LeftOut(place.Of(Emulator.Name));
            return new EmulatorAccountOptions
            {
                Name = place.Name,
                Zone = zone,
                Holidays = values.Get(Holidays),
                Poll = values.TryGet(Poll, out var often) ? often : EmulatorPoll,
                Timeout = values.Get(Timeout),
                Limits = limits,
                Only = values.Maybe(Only),
                Except = values.Maybe(Except),
                Rules = values.Get(Rules),
                Hooks = values.Get(Hooks),
                Port = emulator.Port,
                Seed = emulator.Seed,
                EnforcesLimits = emulator.EnforcesLimits,
            };
        }

        return new BasecampAccountOptions
        {
            Name = place.Name,
            Zone = zone,
            Holidays = values.Get(Holidays),
            Poll = values.TryGet(Poll, out var poll) ? poll : BasecampPoll,
            Timeout = values.Get(Timeout),
            Limits = limits,
            Only = values.Maybe(Only),
            Except = values.Maybe(Except),
            Rules = values.Get(Rules),
            Hooks = values.Get(Hooks),
            Url = url,
            Login = values.Maybe(OAuth) is { } oauth ? oauth
                : values.Maybe(Token) is { } token ? new AccountLogin.WithToken(token)
                : new AccountLogin.WithPassword(values.Get(User), values.Get(Password)),
            UserAgent = values.Get(UserAgent),
        };
    }

    /// <summary><see cref="Check"/> in the words of JSON Schema, for editors.</summary>
    private static JsonObject Conditions()
    {
        var foreign = new JsonObject();
        foreach (var key in OfBasecamp)
            foreign[key.Name] = false;
        return new()
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { [Url.Name] = new JsonObject { ["const"] = "emulator" } },
                ["required"] = new JsonArray(Url.Name),
            },
            ["then"] = new JsonObject { ["properties"] = foreign },
            ["else"] = new JsonObject
            {
                ["properties"] = new JsonObject { [Emulator.Name] = false },
                ["required"] = new JsonArray(UserAgent.Name),
                ["oneOf"] = new JsonArray(
                    new JsonObject { ["required"] = new JsonArray(Token.Name) },
                    new JsonObject { ["required"] = new JsonArray(User.Name, Password.Name) },
                    new JsonObject { ["required"] = new JsonArray(OAuth.Name) }),
                ["dependentSchemas"] = new JsonObject
                {
                    [Token.Name] = new JsonObject { ["properties"] = new JsonObject { [User.Name] = false, [Password.Name] = false } },
                    [OAuth.Name] = new JsonObject { ["properties"] = new JsonObject { [User.Name] = false, [Password.Name] = false } },
                },
            },
        };
    }
}
