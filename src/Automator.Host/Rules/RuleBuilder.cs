using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>
/// A file becomes an image: sources, cache or compiler, image gate, what it can do, what it registers, whether its
/// handlers can be served. Whatever is wrong with the rule is the answer, never an exception.
/// </summary>
/// <param name="compiler">Compiles what the cache does not have.</param>
/// <param name="version">What an image depends on besides its sources: <see cref="CompilerVersion"/>.</param>
/// <param name="registrar">Runs the top level.</param>
/// <param name="cache">Where images are kept; null for nowhere.</param>
/// <param name="handlerCheck">What is wrong with a handler, a schedule's expression for one; null when nothing is.</param>
/// <param name="logger">Told when an image cannot be kept.</param>
internal sealed class RuleBuilder(
    CompilerProcess compiler,
    string version,
    RuleRegistrar registrar,
    ImageCache? cache,
    Func<HandlerDefinition, string?> handlerCheck,
    ILogger<RuleBuilder> logger)
{
    /// <param name="folder">The rules folder: nothing outside of it is loaded.</param>
    /// <param name="file">The rule's file.</param>
    /// <param name="cancellation">Ends the build.</param>
    internal async Task<RuleBuild> Build(string folder, string file, CancellationToken cancellation)
    {
        if (RulePath.Refusal(Path.GetRelativePath(folder, file)) is { } refusal)
            return Failed(BuildErrors.BadName(file, refusal));
        try
        {
            return await Build(await SourceSet.Read(folder, file, cancellation), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(BuildErrors.Unreadable(file, e.Message));
        }
    }

    internal async Task<RuleBuild> Build(SourceSet sources, CancellationToken cancellation)
    {
        var hash = sources.Key(CompileKind.Rule, version);
        if (cache?.Find(hash) is { } kept)
            return Served(sources.Path, kept);

        var answer = await compiler.Compile(sources.ToRequest(CompileKind.Rule), cancellation);
        if (answer is not { Errors.Count: 0, Dll: { } dll, Pdb: { } pdb })
            return new RuleBuild { Errors = answer.Errors, MayRetry = answer.Errors.Any(error => error.Code == "RULE101") };
        return await Admit(sources.Path, hash, dll, pdb, FilesOf(sources), cancellation);
    }

    /// <summary>An image that was live before: it passes the gates of this version again, or is not used.</summary>
    internal async Task<RuleImage?> Restore(string file, string hash, CancellationToken cancellation) =>
        cache?.Find(hash) is { } kept
            ? (await Admit(file, hash, kept.Dll, kept.Pdb, kept.Manifest.Files, cancellation)).Image
            : null;

    private async Task<RuleBuild> Admit(
        string file, string hash, byte[] dll, byte[] pdb, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var refusals = ImageGate.Refusals(dll);
        if (refusals.Count > 0)
            return Failed([.. refusals.Select(refusal => BuildErrors.Refused(file, refusal))]);

        var registration = await registrar.Register(file, hash, dll, pdb, cancellation);
        if (registration.Rule is not { } rule)
            return new RuleBuild { Errors = [registration.Error!], MayRetry = registration.MayRetry };
        if (RegistrationCheck.Refusal(rule) is { } refusal)
            return Failed(BuildErrors.BadRegistration(file, refusal));

        var abilities = RuleAbilities.Of(dll);
        var manifest = new RuleManifest { Rule = rule, Operations = abilities.Operations, Does = abilities.WordsWithin(rule.Only), Files = files };
        var image = new RuleImage { Hash = hash, Dll = dll, Pdb = pdb, Manifest = manifest };
        Keep(image);
        return Served(file, image);
    }

    /// <summary>Asked of kept images too: what the triggers can serve is not part of their hash.</summary>
    private RuleBuild Served(string file, RuleImage image)
    {
        var handlers = image.Manifest.Rule.Handlers;
        if (handlers.Count == 0)
            return Failed(BuildErrors.NoHandler(file));
        var errors = (from handler in handlers
                      let words = handlerCheck(handler)
                      where words is not null
                      select BuildErrors.BadHandler(file, handler, words)).ToArray();
        return errors.Length == 0 ? new RuleBuild { Image = image } : Failed(errors);
    }

    private void Keep(RuleImage image)
    {
        try
        {
            cache?.Keep(image);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RulesLog.ImageNotKept(logger, image.Hash, e.Message);
        }
    }

    private static IReadOnlyList<string> FilesOf(SourceSet sources) =>
    [
        .. sources.Sources.Keys
            .OrderBy(path => path == sources.Path ? 0 : 1)
            .ThenBy(path => path, StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(sources.Folder, path).Replace('\\', '/')),
    ];

    private static RuleBuild Failed(params SourceError[] errors) => new() { Errors = errors };
}
