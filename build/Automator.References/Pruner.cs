using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Automator.References;

/// <summary>
/// Takes out of the reference assemblies whatever is not listed, so that for the compiler it does not exist. A member
/// survives only with every type of its signature. What only the compiler needs stays, marked so that a rule that
/// names it does not compile.
/// </summary>
internal sealed class Pruner(Allowlist allowlist, TargetingPack pack)
{
    private readonly Closure _closure = new(allowlist);
    private readonly CompilerOnlyMark _mark = new(pack);

    internal IReadOnlyList<AssemblyDefinition> Prune()
    {
        ListPublicTypes(pack.Sdk);
        CheckTypes();
        AssemblyDefinition[] all = [.. pack.Assemblies, pack.Sdk];
        foreach (var type in all.SelectMany(assembly => assembly.MainModule.Types.ToList()))
            PruneMembers(type);
        foreach (var assembly in all)
            PruneTypes(assembly);
        CheckMembers();
        return all;
    }

    /// <summary>All of the Sdk's public surface is a rule's; only what is not public goes.</summary>
    private void ListPublicTypes(AssemblyDefinition sdk)
    {
        foreach (var type in sdk.MainModule.GetTypes().Where(IsPublic))
        {
            var entry = new TypeEntry(type.FullName, Use.Rule, 1);
            entry.Members.Add(new MemberEntry("*", null, Use.Rule, IsExclusion: false, 1));
            allowlist.Add(entry);
        }
    }

    private void PruneMembers(TypeDefinition type)
    {
        foreach (var nested in type.NestedTypes)
            PruneMembers(nested);
        if (allowlist.Find(type.FullName) is not { } entry || !IsPublic(type))
            return;

        while (type.BaseType is { } parent && !_closure.Allows(parent, Use.Compiler))
            type.BaseType = type.Module.ImportReference(parent.Resolve().BaseType);
        Keep(type.Interfaces, implementation => _closure.Allows(implementation.InterfaceType, Use.Compiler));
        Keep(type.Methods, method => KeepMethod(entry, method));
        Keep(type.Fields, field => KeepField(entry, field));
        foreach (var property in type.Properties)
            (property.GetMethod, property.SetMethod) = (Kept(property.GetMethod), Kept(property.SetMethod));
        Keep(type.Properties, property => property.GetMethod is not null || property.SetMethod is not null);
        foreach (var happening in type.Events)
            (happening.AddMethod, happening.RemoveMethod) = (Kept(happening.AddMethod), Kept(happening.RemoveMethod));
        Keep(type.Events, happening => happening.AddMethod is not null);
        if (entry.Use != Use.Rule)
            _mark.Add(type);
    }

    private bool KeepMethod(TypeEntry entry, MethodDefinition method)
    {
        var use = IsDelegateConstructor(method) ? Use.Opaque : Find(entry, method);
        if (use is null || !(method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && IsNamed(entry, method))))
            return false;

        var signatureUse = entry.Use != Use.Rule || use != Use.Rule ? Use.Compiler : Use.Rule;
        if (!_closure.Allows(method, signatureUse))
        {
            Complain(entry, method);
            return false;
        }

        if (method.HasBody)
            method.Body = new MethodBody(method);
        Keep(method.Overrides, overridden => _closure.Allows(overridden.DeclaringType, Use.Compiler));
        if (use == Use.Compiler || (entry.Use != Use.Rule && method.IsStatic))
            _mark.Add(method);
        return true;
    }

    /// <summary>The Sdk's own surface must be usable whole; a member that names what is not listed is a mistake of the Sdk.</summary>
    private void Complain(TypeEntry entry, MethodDefinition method)
    {
        if (method.Module.Assembly == pack.Sdk && !_closure.Allows(method, Use.Compiler))
        {
            var problem = $"{method.FullName} is public in the Sdk and names {_closure.FirstMissing(method)}, which is not listed.";
            throw new AllowlistException(allowlist.File, problem, entry.Line);
        }
    }

    private bool KeepField(TypeEntry entry, FieldDefinition field)
    {
        // The private fields of a reference assembly's structs tell the compiler about size and assignment.
        if (field.IsSpecialName || (field.IsPrivate && !field.IsStatic && field.DeclaringType.IsValueType))
            return _closure.Allows(field.FieldType, Use.Compiler);
        return field.IsPublic && entry.Find(field.Name, 0) is not null && _closure.Allows(field.FieldType, entry.Use);
    }

    private static Use? Find(TypeEntry entry, MethodDefinition method) => entry.Find(NameOf(method), method.Parameters.Count);

    private static bool IsNamed(TypeEntry entry, MethodDefinition method) =>
        entry.Members.Any(member => member.Pattern == NameOf(method) && !member.IsExclusion);

    /// <summary>An accessor goes by the name of its property or event.</summary>
    private static string NameOf(MethodDefinition method)
    {
        if (method.IsGetter || method.IsSetter || method.IsAddOn || method.IsRemoveOn)
            return method.Name[(method.Name.IndexOf('_') + 1)..];
        return method.Name;
    }

    private static bool IsDelegateConstructor(MethodDefinition method) =>
        method.IsConstructor && method.DeclaringType.BaseType?.FullName == "System.MulticastDelegate";

    private static MethodDefinition? Kept(MethodDefinition? method) =>
        method is not null && method.DeclaringType?.Methods.Contains(method) == true ? method : null;

    private void PruneTypes(AssemblyDefinition assembly)
    {
        var module = assembly.MainModule;
        module.ExportedTypes.Clear();
        module.Resources.Clear();
        Keep(module.Types, type => type.Name == "<Module>" || KeepType(type));
        new AttributePruner(_closure).Prune(assembly);
    }

    private bool KeepType(TypeDefinition type)
    {
        Keep(type.NestedTypes, KeepType);
        return IsPublic(type) && allowlist.Find(type.FullName) is not null;
    }

    private static bool IsPublic(TypeDefinition type) =>
        type.IsNested ? type.IsNestedPublic && IsPublic(type.DeclaringType) : type.IsPublic;

    private void CheckTypes()
    {
        var known = pack.Assemblies.Append(pack.Sdk).SelectMany(assembly => assembly.MainModule.GetTypes())
            .Where(IsPublic).Select(type => type.FullName).ToHashSet();
        if (allowlist.Types.FirstOrDefault(entry => !known.Contains(entry.FullName)) is { } missing)
            throw new AllowlistException(allowlist.File, $"There is no public type {missing.FullName}.", missing.Line);
    }

    private void CheckMembers()
    {
        foreach (var entry in allowlist.Types)
        {
            if (entry.Members.FirstOrDefault(member => !member.Used && member.Pattern != "*") is { } missing)
                throw new AllowlistException(allowlist.File, $"{entry.FullName} has no member {missing.Pattern}.", missing.Line);
        }
    }

    private static void Keep<T>(Mono.Collections.Generic.Collection<T> items, Func<T, bool> isKept)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (!isKept(items[i]))
                items.RemoveAt(i);
        }
    }
}
