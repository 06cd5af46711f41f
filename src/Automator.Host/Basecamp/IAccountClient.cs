using Automator.Host.Budget;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>The account as the broker and the watch ask it: the outside world.</summary>
internal interface IAccountClient
{
    /// <summary>What a query asked for, as the type its operation names.</summary>
    /// <exception cref="CallFailedException">The account refused, failed, or could not be read.</exception>
    Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation);

    /// <summary>The one request of an effect. Sends nothing.</summary>
    EffectRequest Plan(Operation effect);

    /// <exception cref="CallFailedException">The account refused, failed, or could not be read; says whether the effect is in doubt.</exception>
    Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation);
}
