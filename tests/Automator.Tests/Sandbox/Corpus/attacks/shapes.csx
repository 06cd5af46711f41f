// Sources that would hurt the compiler: refused before they are parsed. What stands in ⟦⟧ is repeated as often as the number after its star says.

//// nested-parentheses
// tries: overflow the parser's stack
// layer: source-gate
// says: Brackets nested more than
var a = ⟦(*10000⟧1⟦)*10000⟧;

//// nested-classes
// tries: overflow it by classes
// layer: source-gate
// from: dotnet/roslyn#20062
// says: Brackets nested more than
⟦class C { *3000⟧⟦}*3000⟧

//// nested-calls
// tries: overflow it by calls
// layer: source-gate
// from: ashmind/Unbreakable RoslynGuardTests.ThrowsGuardException_ForLargeNestingLevel
// says: Brackets nested more than
var a = ⟦M(*500⟧⟦)*500⟧;

//// nested-indexers
// tries: overflow it by indexers
// layer: source-gate
// from: ashmind/Unbreakable#8
// says: Brackets nested more than
var a = ⟦a[*500⟧⟦]*500⟧;

//// nested-collections
// tries: overflow the binder by collections
// layer: source-gate
// from: dotnet/roslyn#70381
// says: Brackets nested more than
List<object> a = ⟦[*2000⟧⟦]*2000⟧;

//// nested-blocks
// tries: overflow it by blocks
// layer: source-gate
// says: Brackets nested more than
⟦{*5000⟧⟦}*5000⟧

//// nested-lambdas
// tries: overflow it by lambdas
// layer: source-gate
// says: Brackets nested more than
var a = ⟦F(x => *300⟧1⟦)*300⟧;

//// nested-holes
// tries: overflow it inside a string
// layer: source-gate
// says: Brackets nested more than
var a = $"{⟦(*300⟧1⟦)*300⟧}";

//// strings-in-strings
// tries: burn time in the lexer by strings in the holes of strings
// layer: source-gate
// says: Interpolated strings inside each other
var a = ⟦$"{*40⟧1⟦}"*40⟧;

//// chained-calls
// tries: overflow the binder by a chain
// layer: source-gate
// from: dotnet/roslyn#10956
// says: more than 1,000 parts
var a = x⟦.M()*2000⟧;

//// chained-fluent
// tries: the same, as a guard tests it
// layer: source-gate
// from: dotnet/roslyn#9795
// says: more than 1,000 parts
⟦M().*1000⟧M();

//// chained-sum
// tries: overflow it by a sum
// layer: source-gate
// says: more than 1,000 parts
var a = 1⟦+1*10000⟧;

//// chained-text
// tries: overflow it by text put together
// layer: source-gate
// from: dotnet/roslyn#28419
// says: more than 1,000 parts
var a = ""⟦ + "x"*3000⟧;

//// chained-patterns
// tries: overflow it by patterns
// layer: source-gate
// from: dotnet/roslyn#75155
// says: more than 1,000 parts
var a = 1 is 1⟦ or 2*3000⟧;

//// chained-coalesce
// tries: overflow it to the right
// layer: source-gate
// says: more than 1,000 parts
var a = x⟦ ?? x*3000⟧;

//// chained-ternaries
// tries: overflow it by conditions
// layer: source-gate
// says: more than 1,000 parts
var a = ⟦true ? 1 : *2000⟧1;

//// chained-casts
// tries: overflow it by casts
// layer: source-gate
// says: more than 1,000 parts
var a = ⟦(int)*1000⟧1;

//// chained-assignments
// tries: overflow it by assignments
// layer: source-gate
// says: more than 1,000 parts
⟦a = *3000⟧1;

//// chained-arrows
// tries: overflow it by lambdas without brackets
// layer: source-gate
// says: more than 1,000 parts
var f = ⟦x => *2000⟧1;

//// chained-generics
// tries: overflow it by type arguments
// layer: source-gate
// says: more than 1,000 parts
⟦List<*3000⟧int⟦>*3000⟧ a;

//// chained-array-ranks
// tries: overflow it by arrays of arrays
// layer: source-gate
// says: more than 1,000 parts
int⟦[]*3000⟧ a;

//// prefixes
// tries: overflow it by operators
// layer: source-gate
// says: operators in a row
var a = ⟦!*20000⟧true;

//// prefix-minus
// tries: by a mix of them
// layer: source-gate
// says: operators in a row
var a = ⟦- -*5000⟧1;

//// prefix-await
// tries: by await
// layer: source-gate
// says: more than 1,000 parts
var a = ⟦await *3000⟧x;

//// prefix-not-patterns
// tries: by negated patterns
// layer: source-gate
// says: more than 1,000 parts
var a = 1 is ⟦not *3000⟧2;

//// prefix-throw
// tries: by throw
// layer: source-gate
// says: more than 1,000 parts
⟦throw *3000⟧x;

//// prefix-ref
// tries: by ref
// layer: source-gate
// says: more than 1,000 parts
var a = ⟦ref *3000⟧x;

//// prefix-new
// tries: by new
// layer: source-gate
// says: more than 1,000 parts
var a = ⟦new *3000⟧x;

//// else-if
// tries: burn seconds in the binder by branches
// layer: source-gate
// says: else branches in a row
if (a) { }⟦ else if (b) { }*2000⟧

//// else-if-without-blocks
// tries: the same without blocks
// layer: source-gate
// says: else branches in a row
if (a) c();⟦ else if (b) c();*2000⟧

//// statements-in-statements
// tries: overflow it by statements without blocks
// layer: source-gate
// says: more than 1,000 parts
⟦if (a) *5000⟧b();

//// loops-in-loops
// tries: the same by loops
// layer: source-gate
// says: more than 1,000 parts
⟦while (a) *5000⟧b();

//// labels
// tries: the same by labels
// layer: source-gate
// says: more than 1,000 parts
⟦a: *9000⟧b();

//// using-in-using
// tries: the same by using
// layer: source-gate
// says: more than 1,000 parts
⟦using (a) *5000⟧b();

//// large
// tries: be large
// layer: source-gate
// says: at most 65,536 are taken
⟦// comment comment comment comment comment comment comment comment
*2000⟧

//// large-constant
// tries: be one large text
// layer: source-gate
// says: at most 65,536 are taken
var a = "⟦x*70000⟧";
