using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>
/// Effects whose records may be taken for each other go one after the other, over all runs on an account: where the answer of one is
/// lost, one record that nobody knows of is that one's.
/// </summary>
internal sealed class EqualCreates
{
    private readonly Lock _lock = new();

    /// <summary>In the order in which they came.</summary>
    private readonly List<Turn> _turns = [];

    /// <returns>Null for an effect that makes no record.</returns>
    internal async Task<IDisposable?> Enter(Operation effect, CancellationToken cancellation)
    {
        if (effect is not Effect<Created>)
            return null;
        var turn = new Turn(this, Likeness.Of(effect));
        lock (_lock)
        {
            turn.Wait(_turns.Count(earlier => earlier.Likeness.MayBe(turn.Likeness)));
            _turns.Add(turn);
        }

        try
        {
            await turn.Come.WaitAsync(cancellation);
            return turn;
        }
        catch (OperationCanceledException)
        {
            turn.Dispose();
            throw;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_lock)
        {
            var at = _turns.IndexOf(turn);
            _turns.RemoveAt(at);
            foreach (var later in _turns.Skip(at).Where(later => later.Likeness.MayBe(turn.Likeness)))
                later.Wait(-1);
        }
    }

    private sealed class Turn(EqualCreates all, Likeness likeness) : IDisposable
    {
        private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _before;

        internal Likeness Likeness => likeness;

        internal Task Come => _come.Task;

        /// <summary>Under the lock.</summary>
        /// <param name="more">How many more must go before.</param>
        internal void Wait(int more)
        {
            _before += more;
            if (_before == 0)
                _come.SetResult();
        }

        public void Dispose() => all.Leave(this);
    }
}
