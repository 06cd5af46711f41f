using System.Reflection;
using System.Reflection.Metadata;

namespace Automator.Host.Rules;

/// <summary>
/// What a type of an image is and has, whatever its code does: hooks the runtime calls by itself, and types that are the
/// compiler's alone. What the compiler writes for lambdas, iterators and async functions has names no rule can have.
/// </summary>
internal sealed class DeclarationCheck(MetadataReader metadata, Action<string> refuse)
{
    /// <summary>What init accessors and read-only references are marked with, not of.</summary>
    private static readonly string[] Modifiers = ["System.Runtime.CompilerServices.IsExternalInit", "System.Runtime.InteropServices.InAttribute"];

    private static readonly char[] Separators = ['<', '>', ',', '[', ']', '&', ' ', '(', ')'];

    private readonly MemberNames _names = new(metadata);

    internal void Check(string name, TypeDefinition type)
    {
        var isInterface = type.Attributes.HasFlag(TypeAttributes.Interface);
        foreach (var handle in type.GetMethods())
            CheckMethod(name, isInterface, metadata.GetMethodDefinition(handle));
        if (IsOfTheCompiler(name))
            return;

        foreach (var part in type.GetInterfaceImplementations().Select(handle => metadata.GetInterfaceImplementation(handle).Interface).Append(type.BaseType))
            RefuseCompilerTypes(name, NameOf(part));
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition).Where(field => !IsOfTheCompiler(metadata.GetString(field.Name))))
            RefuseCompilerTypes(name, field.DecodeSignature(_names, null));
        if (IsDelegate(type))
            return;
        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition).Where(IsOfTheRule))
        {
            var signature = method.DecodeSignature(_names, null);
            foreach (var part in signature.ParameterTypes.Append(signature.ReturnType))
                RefuseCompilerTypes(name, part);
        }
    }

    private void CheckMethod(string type, bool isInterface, MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        var isRuntime = method.ImplAttributes.HasFlag(MethodImplAttributes.Runtime);
        if (method.RelativeVirtualAddress == 0 && !method.Attributes.HasFlag(MethodAttributes.Abstract) && !isRuntime)
            refuse($"{type}.{name} has no code.");
        if (isInterface && method.RelativeVirtualAddress != 0)
            refuse($"{type}.{name} is code in an interface.");
        if (name == "Finalize")
            refuse($"{type} has a finalizer.");
        if (name == "GetAwaiter")
            refuse($"{type} can be awaited.");
    }

    private void RefuseCompilerTypes(string owner, string signature)
    {
        if (signature.Split(Separators, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(name => AllowLock.CompilerTypes.Contains(name) && !Modifiers.Contains(name)) is { } type)
            refuse($"{owner} names the type {type}, which is the compiler's alone.");
    }

    private string NameOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => _names.GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification when !handle.IsNil => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null),
        _ => "",
    };

    /// <summary>Every record says its type; scripts and lambdas have methods of the compiler's.</summary>
    private bool IsOfTheRule(MethodDefinition method) => metadata.GetString(method.Name) is var name && name != "get_EqualityContract" && !IsOfTheCompiler(name);

    private bool IsDelegate(TypeDefinition type) => NameOf(type.BaseType) == "System.MulticastDelegate";

    private static bool IsOfTheCompiler(string name) => name.Contains('<', StringComparison.Ordinal);
}
