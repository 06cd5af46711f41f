using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Automator.Compiler;

/// <summary>Follows tokens and tells when they nest too deeply or chain too long. Over-approximates: it knows no grammar.</summary>
internal sealed class SourceShape
{
    private readonly Stack<(int Chain, int Elses)> _outer = new();
    private int _chain;
    private int _elses;
    private int _prefixes;
    private bool _afterBlock;

    /// <summary>What is wrong from this token on, or null.</summary>
    internal string? Take(SyntaxToken token)
    {
        var kind = token.Kind();
        _prefixes = IsPrefix(kind) ? _prefixes + 1 : 0;
        if (_afterBlock && kind != SyntaxKind.ElseKeyword)
            _elses = 0;
        _afterBlock = false;
        _chain++;
        switch (kind)
        {
            case SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken:
                _outer.Push((_chain, _elses));
                (_chain, _elses) = (0, 0);
                break;
            case SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken:
                (_chain, _elses) = _outer.Count > 0 ? _outer.Pop() : (0, 0);
                if (kind == SyntaxKind.CloseBraceToken)
                    (_chain, _afterBlock) = (0, true);
                break;
            case SyntaxKind.CommaToken:
                _chain = 0;
                break;
            case SyntaxKind.SemicolonToken:
                (_chain, _afterBlock) = (0, true);
                break;
            case SyntaxKind.ElseKeyword:
                _elses++;
                break;
        }

        // Each level of strings in strings is read again for the levels around it.
        if (token.IsKind(SyntaxKind.InterpolatedStringToken) && HoleShape.Depth(token.Text) > SourceGate.MaximumHoles)
            return $"Interpolated strings inside each other more than {SourceGate.MaximumHoles} deep. Take parts out into variables.";
        return Problem(_outer.Count + NestingInside(token));
    }

    private string? Problem(int depth) =>
        depth > SourceGate.MaximumNesting
            ? $"Brackets nested more than {SourceGate.MaximumNesting} deep. Take parts out into variables or functions."
        : _prefixes > SourceGate.MaximumNesting
            ? $"More than {SourceGate.MaximumNesting} operators in a row."
        : _elses > SourceGate.MaximumNesting
            ? $"More than {SourceGate.MaximumNesting} else branches in a row. Use a switch, or a dictionary."
        : _chain > SourceGate.MaximumChain
            ? $"An expression of more than {SourceGate.MaximumChain:N0} parts in a row. Take parts out into variables."
        : null;

    /// <summary>An interpolated string is one token here; the code in its holes is parsed later, with its brackets.</summary>
    private static int NestingInside(SyntaxToken token)
    {
        if (!token.IsKind(SyntaxKind.InterpolatedStringToken))
            return 0;
        var (depth, deepest) = (0, 0);
        foreach (var character in token.Text)
        {
            depth += character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' ? -1 : 0;
            depth = Math.Max(depth, 0);
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static bool IsPrefix(SyntaxKind kind) => kind is SyntaxKind.ExclamationToken or SyntaxKind.TildeToken or SyntaxKind.MinusToken
        or SyntaxKind.PlusToken or SyntaxKind.AmpersandToken or SyntaxKind.AsteriskToken or SyntaxKind.CaretToken
        or SyntaxKind.PlusPlusToken or SyntaxKind.MinusMinusToken or SyntaxKind.AwaitKeyword or SyntaxKind.NotKeyword;
}
