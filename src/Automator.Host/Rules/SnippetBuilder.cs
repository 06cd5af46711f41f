using System.Security.Cryptography;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>Makes an image of what was typed into the console. It passes the same gates as a rule; only it registers nothing.</summary>
internal sealed class SnippetBuilder(CompilerProcess compiler, string rulesFolder)
{
    private const string Name = "console";

    internal async Task<RuleBuild> Build(string text, CancellationToken cancellation)
    {
        var path = Path.Combine(rulesFolder, Name);
        var answer = await compiler.Compile(SourceSet.Of(path, rulesFolder, text).ToRequest(CompileKind.Snippet), cancellation);
        if (answer is not { Dll: { } dll, Pdb: { } pdb })
            return new RuleBuild { Errors = [.. answer.Errors.Select(e => e.File == path ? e with { File = Name } : e)] };
        if (ImageGate.Refusals(dll) is { Count: > 0 } refusals)
            return new RuleBuild { Errors = [.. refusals.Select(r => new SourceError { File = Name, Code = "RULE", Message = r })] };

        var abilities = RuleAbilities.Of(dll);
        return new RuleBuild
        {
            Image = new RuleImage
            {
                Hash = Convert.ToHexStringLower(SHA256.HashData(dll)),
                Dll = dll,
                Pdb = pdb,
                Manifest = new RuleManifest
                {
                    Rule = new RuleDefinition(),
                    Operations = abilities.Operations,
                    Does = abilities.Words,
                    Files = [],
                },
            },
        };
    }
}
