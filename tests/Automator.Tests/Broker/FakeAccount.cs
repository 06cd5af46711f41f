using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Broker;

/// <summary>An account that answers what it is told to and remembers what it was sent.</summary>
internal sealed class FakeAccount : IAccountClient
{
    private long _lastId = 1000;

    internal List<EffectRequest> Sent { get; } = [];

    internal Func<Operation, object> Query { get; set; } = _ => Array.Empty<Project>();

    /// <summary>Runs between the request's leaving and its answer.</summary>
    internal Func<EffectRequest, CancellationToken, Task> WhileUnderWay { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs before the request may leave: what waits for the budget.</summary>
    internal Func<CancellationToken, Task> BeforeSending { get; set; } = _ => Task.CompletedTask;

    public Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation)
    {
        source.Spend(RequestKind.Read);
        return Task.FromResult(Query(query));
    }

    public EffectRequest Plan(Operation effect) => new()
    {
        Method = EffectPlan.Of(effect).Method,
        Path = "/path.xml",
        Creates = effect is Effect<Created>,
        IsIdempotent = EffectPlan.Of(effect).IsIdempotent,
        Description = $"perform {effect.GetType().Name}",
    };

    public async Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation)
    {
        await BeforeSending(cancellation);
        source.Spend(RequestKind.Write);
        Sent.Add(request);
        await WhileUnderWay(request, cancellation);
        return new EffectAnswer { Status = 200, CreatedId = request.Creates ? ++_lastId : null };
    }
}
