namespace Automator.Benchmarks.Budgets;

/// <summary>An account that is far away: each request, and each answer, takes its time.</summary>
internal sealed class DelayingHandler(TimeSpan from, TimeSpan to) : DelegatingHandler(
    new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = 128 })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Way(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await Way(cancellationToken);
        return response;
    }

    private Task Way(CancellationToken cancellation) => Task.Delay(from + ((to - from) * Random.Shared.NextDouble()), TimeProvider.System, cancellation);
}
