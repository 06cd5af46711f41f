using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>A run and all that one stint of it needs: from its start, or from where the journal has it.</summary>
internal sealed record RunStint
{
    /// <summary>As it was journaled when it started.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>The image it is pinned to.</summary>
    public required RuleImage Image { get; init; }

    public required RunInputs Inputs { get; init; }

    public RunHistory History { get; init; } = RunHistory.None();

    /// <summary>What is durable of earlier stints.</summary>
    public int AnswersBefore { get; init; }

    public int LinesBefore { get; init; }

    public int RuleLinesBefore { get; init; }

    /// <summary>Those that were answered: another is counted when it is sent again.</summary>
    public int EffectsBefore { get; init; }

    /// <summary>Whether any was begun.</summary>
    public bool HasChanged { get; init; }

    internal bool GoesOn => CanGoOn(Run);

    /// <summary>Whether a run can be cut off and go on. What a person started dry, or typed, is theirs to start again.</summary>
    internal static bool CanGoOn(RunRecord run) => !run.Dry && !ConsoleSnippet.IsOne(run);

    /// <exception cref="JournalException">The journal cannot be read.</exception>
    internal static RunStint GoingOn(RunRecord run, RuleImage image, RunInputs inputs, IJournal journal)
    {
        var answers = journal.Answers(run.Id);
        var effects = journal.Effects(run.Id);
        var lines = journal.Log(run.Id);
        return new RunStint
        {
            Run = run,
            Image = image,
            Inputs = inputs,
            History = new RunHistory(answers, effects),
            AnswersBefore = answers.Count,
            LinesBefore = lines.Count,
            RuleLinesBefore = lines.Count(line => !line.FromHost),
            EffectsBefore = effects.Count(effect => effect.Status is not (EffectStatus.Intended or EffectStatus.NotDone)),
            HasChanged = effects.Count > 0,
        };
    }

    internal BeginRun Begin() => new()
    {
        ImageHash = Image.Hash,
        Handler = ConsoleSnippet.IsOne(Run) ? null : Run.Handler,
        Payload = Run.Payload is { } json ? JsonElement.Parse(json) : null,
        Facts = new RunFacts
        {
            RunId = Run.Id.Value,
            Account = Run.Account,
            Rule = Run.Rule.Value,
            Settings = Inputs.Settings,
            Dry = Run.Dry,
            StartedAt = Run.StartedAt,
            Zone = Inputs.Zone,
            Holidays = Inputs.Holidays,
            Seed = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Run.Id.Value))),
        },
    };
}
