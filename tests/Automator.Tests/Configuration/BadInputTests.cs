using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class BadInputTests
{
    private const string Duration = "such as \"30s\", \"5m\", \"2h\", \"7d\" or \"00:00:30\".";

    [Theory]
    [InlineData("[]", "$: is a list, but must be an object, { … }, with the keys $schema, rules, data, listen, workers, sandbox, grace, journal, log, accounts.")]
    [InlineData("null", "$: is null, but must be an object, { … }, with the keys $schema, rules, data, listen, workers, sandbox, grace, journal, log, accounts.")]
    [InlineData("{}", "$.accounts: is missing. Name one account: \"accounts\": { \"demo\": { \"url\": \"emulator\" } }.")]
    [InlineData("""{ "accounts": {} }""", "$.accounts: names no account. Name one: \"accounts\": { \"demo\": { \"url\": \"emulator\" } }.")]
    [InlineData("""{ "accounts": [] }""", "$.accounts: is a list, but must be an object of accounts by name: \"accounts\": { \"demo\": { \"url\": \"emulator\" } }.")]
    [InlineData("""{ "accounts": { "a": { "url": "emulator" }, "b": { "url": "emulator" } } }""", "$.accounts.b.emulator.port: is 4461, the port of the account \"a\" too. Give one of them another; 0 takes any free one.")]
    [InlineData("""{ "accounts": { "a": { "url": "emulator" }, "A": { "url": "emulator", "emulator": { "port": 0 } } } }""", "$.accounts.A: differs from \"a\" only in the case of letters, and both keep files by their names. Give one another name.")]
    [InlineData("""{ "accounts": { "a": { "url": "https://acme.basecamphq.com", "userAgent": "A (a@b.example)", "token": "env:A" }, "b": { "url": "https://ACME.basecamphq.com.:443/", "userAgent": "A (a@b.example)", "token": "env:B" } } }""", "$.accounts.b.url: is the address of the account \"a\" too. Name each account once.")]
    [InlineData("""{ "accounts": { "a": { "url": "emulator" }, "a": { "url": "emulator" } } }""", "$.accounts.a: is written twice. Keep one of them.")]
    [InlineData("""{ "accounts": { "my account": { "url": "emulator" } } }""", "$.accounts[\"my account\"]: is no name for an account. Use letters, digits and dashes, at most 40, a letter or digit first.")]
    [InlineData("""{ "accounts": { "main": "emulator" } }""", "$.accounts.main: is text, but must be an object, { … }, with the keys url, token, user, password, oauth, zone, holidays, userAgent, poll, timeout, limits, only, except, rules, hooks, emulator.")]
    public void Root_OrAccounts(string json, string expected) => Some.Errors(json).ShouldBe([$"automator.json: {expected}"]);

    [Theory]
    [InlineData("\"only\": \"good\"", "only: is text, but must be a list of rules by name, such as [\"close-stale-todos\", \"sales/*\"]; * stands for anything within a folder, ** for anything.")]
    [InlineData("\"only\": []", "only: names no rule. Name one, or leave the key out.")]
    [InlineData("\"holidays\": \"2026-12-25\"", "holidays: is text, but must be a list of days, such as [\"2026-12-25\", \"2027-01-01\"].")]
    [InlineData("\"holidays\": [25]", "holidays[0]: is a number, but must be a day, such as \"2026-12-25\".")]
    [InlineData("\"holidays\": [\"25.12.2026\"]", "holidays[0]: is \"25.12.2026\", but must be a day by year, month and day, such as \"2026-12-25\".")]
    [InlineData("\"except\": [3]", "except[0]: is a number, but must be the name of a rule.")]
    [InlineData("\"only\": [\"good.csx\"]", "only[0]: ends in \".csx\". Write the rule's name: \"good\".")]
    [InlineData("\"only\": [\"./good\"]", "only[0]: is no name of a rule. Write its path below the folder of the rules with forward slashes, such as \"sales/chase-overdue\".")]
    [InlineData("\"rules\": []", "rules: is a list, but must be an object of rules by name: { \"close-stale-todos\": { \"settings\": { \"days\": 30 } } }.")]
    [InlineData("\"rules\": { \"sales/*\": {} }", "rules[\"sales/*\"]: stands for several rules, and each has values of its own. Name one rule.")]
    [InlineData("\"rules\": { \"a\": { \"weight\": 0 } }", "rules.a.weight: is 0, but must be a number from 0.01 to 100.")]
    [InlineData("\"rules\": { \"a\": { \"weight\": \"2\" } }", "rules.a.weight: is text, but must be a number from 0.01 to 100.")]
    [InlineData("\"rules\": { \"a\": { \"writes\": 0 } }", "rules.a.writes: is 0, but must be a whole number from 1 to 100000.")]
    [InlineData("\"rules\": { \"a\": { \"setings\": {} } }", "rules.a.setings: is not a key known here. Did you mean \"settings\"?")]
    [InlineData("\"rules\": { \"a\": { \"settings\": { \"days\": null } } }", "rules.a.settings.days: is null. Give it a value or leave it out.")]
    [InlineData("\"rules\": { \"a\": { \"settings\": { \"\": 3 } } }", "rules.a.settings[\"\"]: is no name for a setting. Use 1 to 200 characters.")]
    public void RulesOfAnAccount(string keys, string expected) =>
        Some.Errors(Some.Account($"\"url\": \"emulator\", {keys}")).ShouldBe([$"automator.json: $.accounts.main.{expected}"]);

    [Fact]
    public void SettingsWithoutBounds_AreRefused() =>
        Some.Errors(Some.Account($$"""
            "url": "emulator", "rules": { "a": { "settings": { "text": "{{new string('x', 70_000)}}" } } }
            """)).ShouldBe(["automator.json: $.accounts.main.rules.a.settings: is larger than 64 KB. Keep less here."]);

    [Theory]
    [InlineData("\"workres\": 4", "$.workres: is not a key known here. Did you mean \"workers\"?")]
    [InlineData("\"Workers\": 4", "$.Workers: is not a key known here. Did you mean \"workers\"?")]
    [InlineData("\"sandbox\": 1", "$.sandbox: is 1, but must be \"strict\" or \"process\".")]
    [InlineData("\"sandbox\": \"off\"", "$.sandbox: is \"off\", but must be \"strict\" or \"process\".")]
    [InlineData("\"plugins\": {}", "$.plugins: is not a key known here. Known are $schema, rules, data, listen, workers, sandbox, grace, journal, log, accounts.")]
    [InlineData("\"a\\nb\": 1", "$[\"a\\nb\"]: is not a key known here. Known are $schema, rules, data, listen, workers, sandbox, grace, journal, log, accounts.")]
    [InlineData("\"\\ud800\": 1", "$: has a key with half of a surrogate pair (\\ud800 to \\udfff) in it. Write the character itself.")]
    [InlineData("\"workers\": 3, \"workers\": 4", "$.workers: is written twice. Keep one of them.")]
    [InlineData("\"workers\": 0", "$.workers: is 0, but must be a whole number from 1 to 64.")]
    [InlineData("\"workers\": 65", "$.workers: is 65, but must be a whole number from 1 to 64.")]
    [InlineData("\"workers\": 2.5", "$.workers: is 2.5, but must be a whole number from 1 to 64.")]
    [InlineData("\"workers\": 1e400", "$.workers: is 1e400, but must be a whole number from 1 to 64.")]
    [InlineData("\"workers\": \"4\"", "$.workers: is the text \"4\", but must be a whole number from 1 to 64, without quotes.")]
    [InlineData("\"workers\": true", "$.workers: is true, but must be a whole number from 1 to 64.")]
    [InlineData("\"workers\": null", "$.workers: is null. Leave the key out for its default, 4.")]
    [InlineData("\"grace\": 30", "$.grace: is 30, but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"grace\": \"30\"", "$.grace: is \"30\", but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"grace\": \"-1s\"", "$.grace: is \"-1s\", but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"grace\": \"1h30m\"", "$.grace: is \"1h30m\", but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"grace\": \"00:60:00\"", "$.grace: is \"00:60:00\", but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"grace\": \"61m\"", "$.grace: is \"61m\", but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"grace\": \"99999999999999999999d\"", "$.grace: is \"99999999999999999999d\", but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"grace\": \"2147483647d\"", "$.grace: is \"2147483647d\", but must be a duration from 0s to 1h, " + Duration)]
    [InlineData("\"journal\": \"30d\"", "$.journal: is text, but must be an object, { … }, with the keys keepRuns, keepBodies.")]
    [InlineData("\"journal\": { \"keepRuns\": \"0d\" }", "$.journal.keepRuns: is \"0d\", but must be a duration from 1d to 3681d, " + Duration)]
    [InlineData("\"journal\": { \"keepBodies\": 30 }", "$.journal.keepBodies: is 30, but must be a duration from 1d to 3650d, " + Duration)]
    [InlineData("\"journal\": { \"keepBodies\": \"500d\" }", "$.journal.keepBodies: is 500d, which is longer than the run itself is kept, 400d. Write at most that.")]
    [InlineData("\"journal\": { \"keepRuns\": \"395d\" }", "$.journal.keepRuns: is 395d, but the log keeps runs for 365d (\"log.keepFailed\"), a whole month at a time, and is rebuilt from here. Write at least 396d, or lower that.")]
    [InlineData("\"log\": { \"keepFailed\": \"3650d\" }", "$.journal.keepRuns: is 400d, but the log keeps runs for 3650d (\"log.keepFailed\"), a whole month at a time, and is rebuilt from here. Write at least 3681d, or lower that.")]
    [InlineData("\"journal\": { \"keepbodies\": \"30d\" }", "$.journal.keepbodies: is not a key known here. Did you mean \"keepBodies\"?")]
    [InlineData("\"rules\": \"\"", "$.rules: names no path. Write one, relative to the folder of this file or absolute.")]
    [InlineData("\"rules\": \"~/rules\"", "$.rules: starts with \"~\", which only shells understand. Write the path out.")]
    [InlineData("\"rules\": \"a\\u0000b\"", "$.rules: has a control character in its path. Remove it.")]
    [InlineData("\"rules\": \"\\udc00\"", "$.rules: has half of a surrogate pair (\\ud800 to \\udfff) in it. Write the character itself.")]
    [InlineData("\"rules\": [\"rules\"]", "$.rules: is a list, but must be the path of a folder, relative to the folder of this file or absolute.")]
    [InlineData("\"data\": \"rules/data\"", "$.data: lies in the folder of the rules, where every change is taken for a change of a rule. Keep the two apart.")]
    [InlineData("\"rules\": \".\"", "$.data: lies in the folder of the rules, where every change is taken for a change of a rule. Keep the two apart.")]
    [InlineData("\"log\": \"90d\"", "$.log: is text, but must be an object, { … }, with the keys keepSucceeded, keepFailed.")]
    [InlineData("\"log\": { \"keepSucceeded\": \"12h\" }", "$.log.keepSucceeded: is \"12h\", but must be a duration from 1d to 3650d, " + Duration)]
    [InlineData("\"log\": { \"keepFailed\": \"4000d\" }", "$.log.keepFailed: is \"4000d\", but must be a duration from 1d to 3650d, " + Duration)]
    [InlineData("\"log\": { \"keepFailed\": \"30d\" }", "$.log.keepFailed: is 30d, and keepSucceeded is 90d. What failed is kept at least as long as what succeeded: raise the one or lower the other.")]
    [InlineData("\"log\": { \"keepSuceeded\": \"30d\" }", "$.log.keepSuceeded: is not a key known here. Did you mean \"keepSucceeded\"?")]
    [InlineData("\"listen\": 4460", "$.listen: is 4460, but must be host and port, such as \"127.0.0.1:4460\" (port 0 takes any free one).")]
    [InlineData("\"listen\": \"4460\"", "$.listen: is \"4460\", but must be host and port, such as \"127.0.0.1:4460\" (port 0 takes any free one).")]
    [InlineData("\"listen\": \":4460\"", "$.listen: is \":4460\", but must be host and port, such as \"127.0.0.1:4460\" (port 0 takes any free one).")]
    [InlineData("\"listen\": \"127.0.0.1:65536\"", "$.listen: is \"127.0.0.1:65536\", but must be host and port, such as \"127.0.0.1:4460\" (port 0 takes any free one).")]
    [InlineData("\"listen\": \"::1:4460\"", "$.listen: is \"::1:4460\", but the host must be \"127.0.0.1\", \"localhost\" or \"[::1]\".")]
    [InlineData("\"listen\": \"0.0.0.0:4460\"", "$.listen: is \"0.0.0.0:4460\", which other machines reach, and the control API may start and stop everything. Listen on 127.0.0.1 and put a proxy or an SSH tunnel before it.")]
    [InlineData("\"listen\": \"*:4460\"", "$.listen: is \"*:4460\", which other machines reach, and the control API may start and stop everything. Listen on 127.0.0.1 and put a proxy or an SSH tunnel before it.")]
    [InlineData("\"listen\": \"localhost:4461\"", "$.listen: has port 4461, which is the port of the emulator of the account \"main\" too. Give one of them another; 0 takes any free one.")]
    public void Key(string keys, string expected) => Some.Errors(Some.With(keys)).ShouldBe([$"automator.json: {expected}"]);

    [Theory]
    [InlineData("", "url: is missing. Write \"emulator\", or the address of a Basecamp Classic account, such as \"https://company.basecamphq.com\".")]
    [InlineData("\"url\": \"emulater\"", "url: is \"emulater\", but must be \"emulator\" or the address of a Basecamp Classic account, such as \"https://company.basecamphq.com\". Did you mean \"emulator\"?")]
    [InlineData("\"url\": \"acme.basecamphq.com\"", "url: is \"acme.basecamphq.com\", but must be \"emulator\" or the address of a Basecamp Classic account, such as \"https://company.basecamphq.com\".")]
    [InlineData("\"url\": \"http://acme.basecamphq.com\"", "url: is \"http://acme.basecamphq.com\", over which secrets would travel in clear. Write https://.")]
    [InlineData("\"url\": \"https://acme.basecamphq.com/projects?x\"", "url: has more than scheme and host. Write \"https://acme.basecamphq.com\".")]
    [InlineData("\"url\": \"https://3.basecamp.com\"", "url: is \"https://3.basecamp.com\", which is the newer Basecamp. Automator speaks with Basecamp Classic, such as \"https://company.basecamphq.com\".")]
    [InlineData("\"url\": \"https://s3cret:X@acme.basecamphq.com\"", "url: has an \"@\" in it. Keep names and secrets out of addresses: write \"token\", or \"user\" and \"password\", beside it.")]
    [InlineData("\"url\": \"emulator\", \"token\": \"env:TOKEN\"", "token: is for real accounts; the emulator makes its own token. Remove the key, or write the account's address as \"url\".")]
    [InlineData("\"url\": \"emulator\", \"userAgent\": \"Acme (ops@acme.example)\"", "userAgent: is for real accounts; the emulator makes its own token. Remove the key, or write the account's address as \"url\".")]
    [InlineData("\"url\": \"emulator\", \"zone\": \"Europe/Berln\"", "zone: is \"Europe/Berln\", and there is no such zone. Did you mean \"Europe/Berlin\"?")]
    [InlineData("\"url\": \"emulator\", \"zone\": \"../../etc/passwd\"", "zone: is \"../../etc/passwd\", and there is no such zone. Write a name such as \"Europe/Berlin\" or \"Eastern Time (US & Canada)\".")]
    [InlineData("\"url\": \"emulator\", \"zone\": \"\"", "zone: is \"\", and there is no such zone. Write a name such as \"Europe/Berlin\" or \"Eastern Time (US & Canada)\".")]
    [InlineData("\"url\": \"emulator\", \"poll\": \"0s\"", "poll: is \"0s\", but must be a duration from 1s to 1d, " + Duration)]
    [InlineData("\"url\": \"emulator\", \"poll\": null", "poll: is null. Give it a value or leave the key out.")]
    [InlineData("\"url\": \"emulator\", \"limits\": { \"reads\": 501 }", "limits.reads: is 501, but Basecamp locks out who asks for more than 500 in 10 seconds. Write at most 500.")]
    [InlineData("\"url\": \"emulator\", \"limits\": { \"write\": 50 }", "limits.write: is not a key known here. Did you mean \"writes\"?")]
    [InlineData("\"url\": \"emulator\", \"limits\": 50", "limits: is a number, but must be an object, { … }, with the keys reads, writes.")]
    [InlineData("\"url\": \"emulator\", \"hooks\": []", "hooks: is a list, but must be an object of webhooks by name: { \"deploys\": { \"secret\": \"file:deploys.secret\" } }.")]
    [InlineData("\"url\": \"emulator\", \"hooks\": { \"a/b\": { \"secret\": \"env:S\" } }", "hooks[\"a/b\"]: is no name for a webhook. Use 1 to 100 letters, digits, '-' and '_' of ASCII.")]
    [InlineData("\"url\": \"emulator\", \"hooks\": { \"a\": {} }", "hooks.a.secret: is missing. Write \"env:NAME\" for an environment variable, \"file:PATH\" for a file, or \"credential:NAME\" for a systemd credential.")]
    [InlineData("\"url\": \"emulator\", \"hooks\": { \"a\": { \"secret\": \"env:S\", \"maxBytes\": 2000000 } }", "hooks.a.maxBytes: is 2000000, but must be a whole number from 1 to 1048576.")]
    [InlineData("\"url\": \"emulator\", \"hooks\": { \"a\": { \"secert\": \"env:S\", \"secret\": \"env:S\" } }", "hooks.a.secert: is not a key known here. Did you mean \"secret\"?")]
    [InlineData("\"url\": \"emulator\", \"emulator\": { \"port\": 70000 }", "emulator.port: is 70000, but must be a whole number from 0 to 65535.")]
    [InlineData("\"url\": \"emulator\", \"limits\": { \"reads\": 501 }, \"emulator\": { \"limits\": \"off\", \"port\": -1 }", "emulator.port: is -1, but must be a whole number from 0 to 65535.")]
    [InlineData("\"url\": \"emulator\", \"emulator\": { \"seed\": \"dmeo\" }", "emulator.seed: is \"dmeo\", but must be \"demo\", \"empty\", \"generated\" or the path of a .json file. Did you mean \"demo\"?")]
    [InlineData("\"url\": \"emulator\", \"emulator\": { \"limits\": \"on\" }", "emulator.limits: is \"on\", but must be \"documented\" or \"off\".")]
    [InlineData("\"url\": \"emulator\", \"emulator\": { \"limits\": false }", "emulator.limits: is false, but must be \"documented\" or \"off\".")]
    public void Account(string content, string expected) =>
        Some.Errors(Some.Account(content)).ShouldBe([$"automator.json: $.accounts.main.{expected}"]);

    [Theory]
    [InlineData("", "token: is missing. Write \"env:NAME\" for an environment variable, \"file:PATH\" for a file, or \"credential:NAME\" for a systemd credential; or write \"user\" and \"password\"; or \"oauth\".")]
    [InlineData("\"token\": \"env:T\", \"oauth\": { \"clientId\": \"a\", \"clientSecret\": \"env:S\" }", "oauth: stands beside \"token\", \"user\" or \"password\". Keep one way to log in.")]
    [InlineData("\"oauth\": { \"clientSecret\": \"env:S\" }", "oauth.clientId: is missing. Write the client id that Basecamp gave this application when it was registered.")]
    [InlineData("\"oauth\": { \"clientId\": \" \", \"clientSecret\": \"env:S\" }", "oauth.clientId: names no application. Write its client id.")]
    [InlineData("\"oauth\": { \"clientId\": \"a\", \"clientSecret\": \"s3cret\" }", "oauth.clientSecret: holds the secret itself, or names no place. Keep secrets out of this file: write \"env:NAME\" for an environment variable, \"file:PATH\" for a file, or \"credential:NAME\" for a systemd credential.")]
    [InlineData("\"oauth\": { \"clientId\": \"a\", \"clientSecret\": \"env:S\", \"server\": \"http://login.example\" }", "oauth.server: is \"http://login.example\", over which secrets would travel in clear. Write https://.")]
    [InlineData("\"oauth\": { \"clientId\": \"a\", \"clientSecret\": \"env:S\", \"server\": \"https://login.example/x\" }", "oauth.server: must be scheme and host of an authorization server, such as \"https://launchpad.37signals.com\".")]
    [InlineData("\"oauth\": { \"clientId\": \"a\", \"clientSecret\": \"env:S\", \"redirectPort\": -1 }", "oauth.redirectPort: is -1, but must be a whole number from 0 to 65535.")]
    [InlineData("\"user\": \"jo\"", "password: is missing beside \"user\". Write \"env:NAME\" for an environment variable, \"file:PATH\" for a file, or \"credential:NAME\" for a systemd credential.")]
    [InlineData("\"password\": \"env:P\"", "user: is missing beside \"password\". Write the user name.")]
    [InlineData("\"user\": \"jo\", \"token\": \"env:T\"", "token: stands beside \"user\" or \"password\". Keep the token, or user and password.")]
    [InlineData("\"user\": \"jo:x\", \"password\": \"env:P\"", "user: has a colon or a control character in it, which no user name can have. Remove it.")]
    [InlineData("\"user\": \" \", \"password\": \"env:P\"", "user: names nobody. Write the user name.")]
    [InlineData("\"token\": \"env:T\", \"emulator\": {}", "emulator: is for \"url\": \"emulator\", and this account is a real one. Remove one of the two.")]
    [InlineData("\"token\": \"env:T\", \"limits\": { \"writes\": 101 }", "limits.writes: is 101, but Basecamp locks out who asks for more than 100 in 10 seconds. Write at most 100.")]
    [InlineData("\"token\": \"env:\"", "token: does not name an environment variable after \"env:\". Names are letters, digits and underscores.")]
    [InlineData("\"token\": \"credential:../x\"", "token: does not name a systemd credential after \"credential:\". Names are letters, digits, dots and dashes.")]
    [InlineData("\"token\": \"credential:..\"", "token: does not name a systemd credential after \"credential:\". Names are letters, digits, dots and dashes.")]
    [InlineData("\"token\": \"file:\"", "token: names no path. Write one, relative to the folder of this file or absolute.")]
    [InlineData("\"token\": \"s3cret\"", "token: holds the secret itself, or names no place. Keep secrets out of this file: write \"env:NAME\" for an environment variable, \"file:PATH\" for a file, or \"credential:NAME\" for a systemd credential.")]
    [InlineData("\"token\": 53", "token: is a number, but must be where the secret is kept: \"env:NAME\" for an environment variable, \"file:PATH\" for a file, or \"credential:NAME\" for a systemd credential.")]
    public void RealAccount(string content, string expected)
    {
        var separator = content.Length > 0 ? ", " : "";

        Some.Errors(Some.Account(Some.Real + separator + content)).ShouldBe([$"automator.json: $.accounts.main.{expected}"]);
    }

    [Theory]
    [InlineData("", "is missing. Basecamp asks every application whom to contact, and slows down those that do not say: write a name with a link or an e-mail address, such as \"Acme automations (ops@acme.example)\".")]
    [InlineData(", \"userAgent\": \"Acme\"", "has neither a link nor an e-mail address, and Basecamp asks for one to contact. Write a name with one, such as \"Acme automations (ops@acme.example)\".")]
    [InlineData(", \"userAgent\": \"Ümit (u@acme.example)\"", "has a character that a header cannot carry. Use letters, digits and punctuation of ASCII.")]
    [InlineData(", \"userAgent\": \"a\\r\\nCookie: x@y.z\"", "has a character that a header cannot carry. Use letters, digits and punctuation of ASCII.")]
    public void UserAgent(string content, string expected) =>
        Some.Errors(Some.Account($"\"url\": \"https://acme.basecamphq.com\", {Some.Token}{content}"))
            .ShouldBe([$"automator.json: $.accounts.main.userAgent: {expected}"]);

    [Fact]
    public void AllErrors_AreSaidAtOnce() =>
        Some.Errors("""
            {
              "workers": "many",
              "grace": "soon",
              "listn": "127.0.0.1:1",
              "rules": 7,
              "workers": 2,
              "accounts": {
                "main": { "url": "https://acme.basecamphq.com", "token": "s3cret", "user": "jo", "zone": "Nowhere", "poll": 5, "limits": { "reads": -1, "wirtes": 3 }, "emulator": { "port": "x" } },
                "!": {}
              }
            }
            """).Select(line => line.Split(": ")[1]).ShouldBe([
                "$.workers", "$.grace", "$.listn", "$.rules", "$.workers",
                "$.accounts.main.token", "$.accounts.main.zone", "$.accounts.main.poll", "$.accounts.main.limits.reads", "$.accounts.main.limits.wirtes",
                "$.accounts.main.emulator.port", "$.accounts.main.emulator", "$.accounts.main.userAgent", "$.accounts.main.token",
                "$.accounts[\"!\"]", "$.accounts[\"!\"].url"]);

    [Fact]
    public void Messages_NeverRepeatASecret()
    {
        string[] places = ["\"token\": \"s3cret\"", "\"token\": \"evn:s3cret\"", "\"token\": \"env:s3cret-\"", "\"user\": \"jo\", \"password\": \"s3cret\"", "\"token\": {\"s\": \"s3cret\"}", "\"toekn\": \"s3cret\"", "\"token\": \"credential:s3cret/\"", $"{Some.Token}, \"hooks\": {{ \"a\": {{ \"secret\": \"s3cret\" }} }}"];

        foreach (var place in places)
        {
            var errors = Some.Errors(Some.Account($"{Some.Real}, {place}"));
            errors.ShouldNotBeEmpty();
            errors.ShouldAllBe(error => !error.Contains("s3cret"));
        }
    }
}
