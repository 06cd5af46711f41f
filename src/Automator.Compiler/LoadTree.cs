using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Automator.Compiler;

/// <summary>A rule's file and all it loads, each once, and the loads that do not work.</summary>
internal sealed class LoadTree
{
    private readonly LoadedSources _sources;
    private readonly Func<string, SyntaxTree> _parse;
    private readonly List<SyntaxTree> _files = [];
    private readonly List<SourceError> _errors = [];
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _open = [];

    private LoadTree(CompileRequest request, Func<string, SyntaxTree> parse) => (_sources, _parse) = (new LoadedSources(request), parse);

    internal IReadOnlyList<SyntaxTree> Files => _files;

    internal IReadOnlyList<SourceError> Errors => _errors;

    internal bool HasCycle { get; private set; }

    internal static LoadTree Of(CompileRequest request, SyntaxTree main, Func<string, SyntaxTree> parse)
    {
        var tree = new LoadTree(request, parse);
        tree.Visit(main);
        return tree;
    }

    private void Visit(SyntaxTree file)
    {
        _files.Add(file);
        _seen.Add(file.FilePath);
        _open.Add(file.FilePath);
        foreach (var load in file.GetCompilationUnitRoot().GetLoadDirectives())
            Follow(file, load);
        _open.RemoveAt(_open.Count - 1);
    }

    private void Follow(SyntaxTree file, LoadDirectiveTriviaSyntax load)
    {
        var path = load.File.ValueText;
        if (LoadedSources.IsForEditors(path) || load.File.IsMissing)
            return;

        if (path.Length == 0 || _sources.ResolveReference(path, file.FilePath) is not { } resolved)
        {
            _errors.Add(SourceErrors.At(load.File.GetLocation(), "RULE002",
                $"'{path}' cannot be loaded: there is no such file inside the rules folder. "
                + "Write its path relative to this file; files whose names start with '_' are helpers."));
        }
        else if (_open.Contains(resolved))
        {
            HasCycle = true;
            _errors.Add(SourceErrors.At(load.File.GetLocation(), "RULE003", $"'{path}' loads this file in turn. Move what both need into a third file."));
        }
        else if (!_seen.Contains(resolved))
        {
            Visit(_parse(resolved));
        }
    }
}
