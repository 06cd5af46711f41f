using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>What a run offers the Sdk. The worker implements it over its pipe; a test environment may implement it in memory.</summary>
internal interface IRunContext
{
    RunFacts Facts { get; }

    /// <summary>Not null while the top level runs, before the handler is invoked.</summary>
    RuleRegistration? Registration { get; }

    DateTimeOffset Now { get; }

    RunRandom Random { get; }

    Guid NewId();

    Task<TResult> Call<TResult>(Operation<TResult> operation);

    void Write(LogSeverity level, string text);

    /// <summary>Throws when the caller is not on the run's own thread.</summary>
    IRunContext OnItsThread();
}
