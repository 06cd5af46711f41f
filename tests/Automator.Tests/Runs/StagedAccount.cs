using System.Threading.Channels;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Runs;

/// <summary>An account that answers each request when the test says so.</summary>
internal sealed class StagedAccount : IAccountClient
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

    internal sealed record Call(object Asked, TaskCompletionSource<object> Answering)
    {
        internal void Answer(object answer) => Answering.SetResult(answer);

        internal void Fail(Exception fault) => Answering.SetException(fault);
    }

    /// <summary>The next request that arrives.</summary>
    internal ValueTask<Call> Next() => _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation)
    {
        source.Spend(RequestKind.Read);
        return Staged(query, cancellation);
    }

    public EffectRequest Plan(Operation effect) => new()
    {
        Method = "PUT",
        Path = "/todo_items/1/complete.xml",
        Creates = false,
        IsIdempotent = true,
        Description = $"perform {effect.GetType().Name}",
    };

    public async Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation)
    {
        source.Spend(RequestKind.Write);
        await Staged(request, CancellationToken.None); // Once an effect is on its way only its answer ends it.
        return new EffectAnswer { Status = 200 };
    }

    private Task<object> Staged(object asked, CancellationToken cancellation)
    {
        var answering = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Writer.TryWrite(new Call(asked, answering));
        return answering.Task.WaitAsync(cancellation);
    }
}
