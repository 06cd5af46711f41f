using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Automator.Host.Broker;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>Asks the host that runs.</summary>
internal sealed class RemoteAutomator : IAutomator
{
    private readonly HttpClient _http;

    internal RemoteAutomator(HostAddress host)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Url, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.Token);
    }

    public Task<IReadOnlyList<RuleReport>> Rules(CancellationToken cancellation) =>
        Get<IReadOnlyList<RuleReport>>("api/rules", cancellation);

    public Task<IReadOnlyList<AccountReport>> Accounts(CancellationToken cancellation) =>
        Get<IReadOnlyList<AccountReport>>("api/accounts", cancellation);

    public Task<ReleaseReport> Release(ReleaseRequest request, CancellationToken cancellation) =>
        Order<ReleaseRequest, ReleaseReport>("api/rules/release", request, cancellation);

    public Task<PauseReport> Pause(PauseRequest request, CancellationToken cancellation) =>
        Order<PauseRequest, PauseReport>("api/rules/pause", request, cancellation);

    public Task<CancelReport> Cancel(CancelRequest request, CancellationToken cancellation) =>
        Order<CancelRequest, CancelReport>("api/runs/cancel", request, cancellation);

    public Task<ResolveReport> Resolve(ResolveRequest request, CancellationToken cancellation) =>
        Order<ResolveRequest, ResolveReport>("api/runs/resolve", request, cancellation);

    public IAsyncEnumerable<RunEvent> RunAgain(AgainRequest request, CancellationToken cancellation) =>
        Post("api/runs/again", request, cancellation);

    public IAsyncEnumerable<RunEvent> Run(RunRequest request, CancellationToken cancellation) =>
        Post("api/runs", request, cancellation);

    public IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, CancellationToken cancellation) =>
        Post("api/snippets", request, cancellation);

    public Task<IReadOnlyList<WhyReport>> Why(WhyRequest request, CancellationToken cancellation) =>
        Order<WhyRequest, IReadOnlyList<WhyReport>>("api/rules/why", request, cancellation);

    public Task<IReadOnlyList<BudgetReport>> Budgets(CancellationToken cancellation) =>
        Get<IReadOnlyList<BudgetReport>>("api/budget", cancellation);

    public Task<IReadOnlyList<RunReport>> Runs(RunQuery query, CancellationToken cancellation) => Get<IReadOnlyList<RunReport>>(
        $"api/runs?atMost={query.AtMost}{(query.Account is { } account ? $"&account={Uri.EscapeDataString(account)}" : "")}{(query.Rule is { } rule ? $"&rule={Uri.EscapeDataString(rule)}" : "")}{(query.Status is { } status ? $"&status={status}" : "")}",
        cancellation);

    /// <summary>An id that is empty would ask for the list.</summary>
    public async Task<RunReport> ShowRun(string id, CancellationToken cancellation) => string.IsNullOrWhiteSpace(id)
        ? throw new NoSuchRunException("Give a run's id, or its first characters. 'automator runs' lists the last ones.")
        : (await Get<IReadOnlyList<RunReport>>($"api/runs/{Uri.EscapeDataString(id)}", cancellation))[0];

    public async Task<LogRebuildReport> RebuildLog(LogRebuildRequest request, CancellationToken cancellation)
    {
        var content = JsonContent.Create(request, ControlJson.Default.LogRebuildRequest);
        using var response = await Send(new HttpRequestMessage(HttpMethod.Post, "api/log/rebuild") { Content = content }, cancellation);
        return await response.Content.ReadFromJsonAsync(ControlJson.Default.LogRebuildReport, cancellation) ?? new LogRebuildReport();
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<ControlError?> Error(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(ControlJson.Default.ControlError, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task<T> Get<T>(string path, CancellationToken cancellation) => Ask<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    private Task<TReport> Order<TRequest, TReport>(string path, TRequest body, CancellationToken cancellation) => Ask<TReport>(Posting(path, body), cancellation);

    private async Task<T> Ask<T>(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await Send(request, cancellation);
        return (T?)await response.Content.ReadFromJsonAsync(typeof(T), ControlJson.Default, cancellation)
            ?? throw new StartupException($"The host at {_http.BaseAddress} answered with nothing.");
    }

    private static HttpRequestMessage Posting<T>(string path, T body) =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(body, ControlJson.Default.GetTypeInfo(typeof(T))!) };

    private async IAsyncEnumerable<RunEvent> Post<T>(string path, T body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await Send(Posting(path, body), cancellation);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await Next(lines, cancellation) is { } line)
        {
            if (line.Length > 0)
                yield return JsonSerializer.Deserialize(line, ControlJson.Default.RunEvent)!;
        }
    }

    /// <summary>Null also where the host went away in the middle.</summary>
    private static async Task<string?> Next(StreamReader lines, CancellationToken cancellation)
    {
        try
        {
            return await lines.ReadLineAsync(cancellation);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                var error = await Error(response, cancellation);
                throw (int)response.StatusCode == 404 && error is not null
                    ? new NoSuchRunException(error.Error)
                    : new StartupException($"The host at {_http.BaseAddress} answered {(int)response.StatusCode}: {error?.Error ?? response.ReasonPhrase}");
            }
        }
        catch (HttpRequestException e)
        {
            throw new StartupException($"The host at {_http.BaseAddress} holds the data folder and does not answer: {e.Message} Wait, or stop it.", inner: e);
        }
        finally
        {
            request.Dispose();
        }
    }
}
