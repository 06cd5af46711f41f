using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Surface;

public sealed class SurfaceTests
{
    private static readonly Assembly Assembly = typeof(Rule).Assembly;

    [Fact]
    public void PublicSurface_IsTheApprovedOne()
    {
        var file = Repository.At("tests", "Automator.Tests", "Surface", "PublicSurface.txt");
        var now = Surface();
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";

        if (now != approved)
            File.WriteAllText(file + ".received", now);

        (now == approved).ShouldBeTrue($"The public surface changed. If that is meant, move {file}.received over {file}.");
    }

    [Fact]
    public void Sdk_HasNoStaticStateButTheAmbient()
    {
        var state = Assembly.GetTypes()
            .Where(type => !typeof(JsonSerializerContext).IsAssignableFrom(type) && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral && !IsTable(field))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}");

        state.ShouldBe(["Ambient.<Current>k__BackingField"]);

        static bool IsTable(FieldInfo field) =>
            field.IsInitOnly && field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(FrozenDictionary<,>);
    }

    [Fact]
    public void EveryMemberThatReachesTheAccount_SaysByWhichOperation()
    {
        var silent = Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Automator.Sdk" && type != typeof(State) && type != typeof(RecordState) && type != typeof(Clock))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType)
                || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)))
            .Where(method => !method.GetCustomAttributes().Any(a => a.GetType() is { IsGenericType: true } g && g.GetGenericTypeDefinition() == typeof(UsesAttribute<>)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void EveryOperation_HasANameOnTheWireOfItsOwn()
    {
        var named = typeof(Operation).GetCustomAttributes<VariantAttribute>().ToList();
        var all = Assembly.GetTypes().Where(type => typeof(Operation).IsAssignableFrom(type) && !type.IsAbstract).ToList();

        named.Select(n => n.Type).ShouldBe(all, ignoreOrder: true);
        named.Select(n => n.Name).ShouldBeUnique();
    }

    private static string Surface()
    {
        var text = new StringBuilder();
        foreach (var type in Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            var members = type.IsEnum
                ? Enum.GetNames(type)
                : type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Where(m => m is MethodInfo { IsSpecialName: false } or PropertyInfo or ConstructorInfo && m.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
                    .Select(m => m.ToString()!)
                    .Where(m => !m.Contains('<') && !m.Contains("PrintMembers"))
                    .Order(StringComparer.Ordinal).ToArray();
            foreach (var member in members)
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }
}
