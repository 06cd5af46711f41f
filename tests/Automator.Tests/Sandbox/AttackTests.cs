using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Sandbox;

/// <summary>Every attack of the corpus is stopped by the layer it is pinned to, and by the one below without it.</summary>
public sealed class AttackTests
{
    private static readonly IReadOnlyDictionary<string, Snippet> Attacks = Snippet.All("attacks");

    public static TheoryData<string> All { get; } = [.. Attacks.Keys];

    /// <summary>What the image gate has to refuse too, when nothing of the compiler did.</summary>
    public static TheoryData<string> Compiled { get; } = [.. Attacks.Values.Where(attack => attack.Layer is "references" or "syntax").Select(attack => attack.Name)];

    /// <summary>Ordinary code, compiled as the attacks are without the compiler's layers.</summary>
    private static readonly Lazy<IReadOnlyList<string>> Ordinary = new(() => ImageGate.Refusals(Layers.WithoutAny(
        """
        record R(int N);
        class C<T> { public T? P { get; set; } public override string ToString() => "" + P; }
        interface I { int N { get; } }
        IEnumerable<int> Some() { yield return new R(1).N; }
        async Task<int> Later(string text = "") { await Clock.Delay(TimeSpan.Zero); return Some().Select(n => n + 1).First(); }
        Action a = () => { };
        """).Dll.ShouldNotBeNull()));

    [Fact]
    public void Corpus_IsLargeAndSaysWhereItComesFrom()
    {
        Attacks.Count.ShouldBeGreaterThanOrEqualTo(200);
        Attacks.Values.Count(attack => attack["from"] is not null).ShouldBeGreaterThanOrEqualTo(60);
        Attacks.Values.ShouldAllBe(attack => attack["tries"] != null);
        Attacks.Values.Select(attack => attack.Layer).Distinct().Order().ShouldBe(["references", "runtime", "source-gate", "syntax"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Attack_IsStoppedAtItsLayer(string name)
    {
        var attack = Attacks[name];

        var answer = Layers.Compile(attack.Source);

        var shown = string.Join('\n', answer.Errors);
        if (attack.Layer == "runtime")
        {
            answer.Errors.ShouldBeEmpty(shown);
            ImageGate.Refusals(answer.Dll.ShouldNotBeNull()).ShouldBeEmpty();
            return;
        }

        answer.Dll.ShouldBeNull();
        answer.Errors.ShouldNotBeEmpty();
        answer.Errors.ShouldAllBe(error => LayerOf(error) == attack.Layer, shown);
        if (attack.MarkedLines is { Count: > 0 } lines)
            answer.Errors.ShouldAllBe(error => lines.Contains(error.Line), shown);
        answer.Errors.ShouldContain(error => Says(attack, error), shown);
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Attack_WithoutTheCompilersLayers_IsStoppedByTheImageGate(string name)
    {
        var attack = Attacks[name];

        var (dll, errors) = Layers.WithoutAny(attack.Source);

        if (attack["gate"] == "C#")
        {
            dll.ShouldBeNull();
            return;
        }

        dll.ShouldNotBeNull(string.Join('\n', errors));
        // What any image has that was not compiled as a rule is no reason to refuse this one.
        var refusals = ImageGate.Refusals(dll).Except(Ordinary.Value);
        if (attack["gate"] is null)
            refusals.ShouldNotBeEmpty();
        else
            refusals.ShouldBeEmpty(attack["gate"]);
    }

    /// <summary>What the syntax check alone keeps from an image: the references of rules have nothing against it.</summary>
    [Fact]
    public void SyntaxCheck_IsAllThatKeepsTheCompilerFromMuchOfWhatIsPinnedToIt()
    {
        var pinned = Attacks.Values.Where(attack => attack.Layer == "syntax").ToList();

        var let = pinned.Where(attack => Layers.ErrorsWithoutTheSyntaxCheck(attack.Source).Count == 0).Select(attack => attack.Name).ToList();

        let.Count.ShouldBeGreaterThan(pinned.Count / 3, $"of {pinned.Count}: {string.Join(", ", let)}");
    }

    /// <summary>The symbol in quotes, unless the corpus says which words.</summary>
    private static bool Says(Snippet attack, SourceError error)
    {
        if (attack["says"] is { } words)
            return error.Message.Contains(words, StringComparison.Ordinal);
        var line = attack.Source.Split('\n')[error.Line - 1];
        return error.Message.Split('\'') is [_, var symbol, ..] && line.Contains(symbol.Split('.')[^1], StringComparison.Ordinal);
    }

    private static string LayerOf(SourceError error) => error.Code switch
    {
        "RULE001" => "source-gate",
        "RULE002" or "RULE004" => "syntax",
        _ when error.Code.StartsWith("CS", StringComparison.Ordinal) => "references",
        _ => error.Code,
    };
}
