namespace Automator.Sdk.Protocol;

/// <summary>Types as people write them in C#.</summary>
internal static class TypeNames
{
    internal static string Of(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } value => $"{Of(value)}?",
        { IsArray: true } => $"{Of(type.GetElementType()!)}[]",
        { IsEnum: true } => type.Name,
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>",
        _ => Keyword(type),
    };

    private static string Keyword(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.Int16 => "short",
        TypeCode.Int32 => "int",
        TypeCode.UInt32 => "uint",
        TypeCode.Int64 => "long",
        TypeCode.UInt64 => "ulong",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.Char => "char",
        TypeCode.String => "string",
        _ => type.Name,
    };
}
