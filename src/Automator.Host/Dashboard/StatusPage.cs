using System.Net;
using System.Security.Cryptography;
using System.Text;
using Automator.Host.Control;
using Automator.Host.Journal;

namespace Automator.Host.Dashboard;

/// <summary>One page in a browser: the rules and the last runs. Opened with the token in its address.</summary>
internal static class StatusPage
{
    internal static void Map(IEndpointRouteBuilder routes, IAutomator automator, string token) =>
        routes.MapGet("/", async (HttpContext context, CancellationToken cancellation) =>
        {
            var given = context.Request.Query["token"].ToString();
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token)))
                return Results.Text("This page needs the token of the running host: /?token=… It is in host.json in the data folder.", statusCode: 401);
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            var rules = await automator.Rules(cancellation);
            var runs = await automator.Runs(new RunQuery { AtMost = 30 }, cancellation);
            return Results.Content(Html(rules, runs), "text/html; charset=utf-8");
        });

    private static string Html(IReadOnlyList<RuleReport> rules, IReadOnlyList<RunReport> runs)
    {
        var html = new StringBuilder();
        html.Append("""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Automator</title>
            <style>
            :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
            body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
            .bad { color: light-dark(#a40000, #ff8a80); }
            pre { white-space: pre-wrap; margin: 0; }
            </style></head><body><h1>Automator</h1><h2>Rules</h2>
            <table><thead><tr><th>Rule</th><th>State</th><th>Runs on</th><th>Accounts</th><th>Can</th><th>Next</th><th>Last run</th></tr></thead><tbody>
            """);
        foreach (var rule in rules)
        {
            html.Append("<tr><td>").Append(Text(rule.Rule)).Append("<br><small>").Append(Text(rule.Description)).Append("</small></td>")
                .Append(rule.State == RuleState.Live ? "<td>" : "<td class=\"bad\">").Append(rule.State).Append("</td><td>")
                .AppendJoin("<br>", rule.Handlers.Select(h => Text(h.Cron ?? h.Handler))).Append("</td><td>")
                .AppendJoin("<br>", rule.Accounts.Select(Text)).Append("</td><td>")
                .Append(Text(string.Join(", ", rule.Does))).Append("</td><td>")
                .AppendJoin("<br>", rule.Handlers.Select(Next)).Append("</td><td>")
                .Append(rule.LastRun is { } run ? $"{Text(run.Status.ToString())} {run.StartedAt:HH:mm:ss'Z'}" : "").Append("</td></tr>");
            foreach (var (account, reason) in rule.Quarantine)
                html.Append("<tr><td colspan=\"7\" class=\"bad\">").Append(Text(account)).Append(": ").Append(Text(reason)).Append("</td></tr>");
            foreach (var error in rule.Errors)
                html.Append("<tr><td colspan=\"7\" class=\"bad\"><pre>").Append(Text(error.ToString())).Append("</pre></td></tr>");
        }

        html.Append("</tbody></table><h2>Runs</h2><table><thead><tr><th>Run</th><th>Account</th><th>Rule</th><th>Started</th><th>Outcome</th><th>Read</th><th>Changed</th></tr></thead><tbody>");
        foreach (var run in runs)
        {
            var good = run.Status is RunStatus.Succeeded or RunStatus.Running or RunStatus.Waiting;
            html.Append("<tr><td>").Append(Text(run.Run)).Append("</td><td>").Append(Text(run.Account)).Append("</td><td>").Append(Text(run.Rule)).Append("</td><td>")
                .Append($"{run.StartedAt:yyyy-MM-dd HH:mm:ss'Z'}").Append(good ? "</td><td>" : "</td><td class=\"bad\">")
                .Append(run.Status).Append(run.Dry ? " (dry) " : " ").Append(Text(run.Reason)).Append("</td><td>")
                .Append(run.Reads).Append("</td><td>").Append(run.Writes).Append("</td></tr>");
        }

        return html.Append("</tbody></table></body></html>").ToString();
    }

    private static string Next(HandlerReport handler) => handler.NextOn.Count > 1
        ? string.Join("<br>", handler.NextOn.OrderBy(next => next.Value.UtcTicks).Select(next => $"{next.Value:yyyy-MM-dd HH:mm:ss zzz} {Text(next.Key)}"))
        : handler.Next is { } only ? $"{only:yyyy-MM-dd HH:mm:ss zzz}" : "";

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
