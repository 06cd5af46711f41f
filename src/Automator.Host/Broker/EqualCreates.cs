using System.Security.Cryptography;
using Automator.Host.Basecamp;

namespace Automator.Host.Broker;

/// <summary>
/// Makes of equal records in one collection of an account one after the other, over all runs: where the answer of one is lost, one
/// record that nobody knows of is that one's.
/// </summary>
internal sealed class EqualCreates
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (SemaphoreSlim Turn, int Waiting)> _turns = [];

    internal async Task<IDisposable?> Enter(EffectRequest request, CancellationToken cancellation)
    {
        if (!request.Creates)
            return null;
        var key = $"{request.Path} {Convert.ToHexString(SHA256.HashData(request.Body.Span))}";
        SemaphoreSlim turn;
        lock (_lock)
        {
            var (known, waiting) = _turns.GetValueOrDefault(key);
            turn = known ?? new SemaphoreSlim(1);
            _turns[key] = (turn, waiting + 1);
        }

        try
        {
            await turn.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Leave(key);
            throw;
        }

        return new Turn(this, key, turn);
    }

    private void Leave(string key)
    {
        lock (_lock)
        {
            var (turn, waiting) = _turns[key];
            if (waiting == 1)
                _turns.Remove(key);
            else
                _turns[key] = (turn, waiting - 1);
        }
    }

    private sealed class Turn(EqualCreates all, string key, SemaphoreSlim turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Release();
            all.Leave(key);
        }
    }
}
