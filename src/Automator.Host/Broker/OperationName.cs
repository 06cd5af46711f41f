using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>The name of an operation on the wire, which is also the name of the permission for it.</summary>
internal static class OperationName
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(Operation).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    internal static string Of(Operation operation) => Names[operation.GetType()];
}
