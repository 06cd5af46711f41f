using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Surface;

/// <summary>What the Sdk's <c>///</c> say of the members that reach the account.</summary>
internal static partial class SdkDocumentation
{
    private static readonly XDocument Said = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Automator.Sdk.xml"));

    /// <summary>Those that perform an operation of this kind: <see cref="IQuery"/> or <see cref="IEffect"/>.</summary>
    internal static IEnumerable<MethodInfo> Members(params Type[] kinds) => typeof(Automator.Sdk.Rule).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => Operations(method).Any(operation => kinds.Any(operation.IsAssignableTo)));

    internal static string Name(MethodInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";

    /// <summary>The sentence of its documentation that says the cost; of overloads, the one that says least.</summary>
    internal static string Cost(MethodInfo member)
    {
        var id = $"M:{member.DeclaringType!.FullName}.{member.Name}(";
        var costs = Said.Descendants("member").Where(one => (one.Attribute("name")!.Value + "(").StartsWith(id, StringComparison.Ordinal))
            .Select(one => Sentence().Match(Spaces().Replace(one.Element("summary")!.Value, " ")).Value).ToList();
        costs.ShouldNotBeEmpty(id);
        return costs.MinBy(cost => cost.Length)!;
    }

    private static IEnumerable<Type> Operations(MethodInfo method) => method.GetCustomAttributes().Select(attribute => attribute.GetType())
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(UsesAttribute<>)).Select(type => type.GetGenericArguments()[0]);

    [GeneratedRegex(@"Costs .*?\.(?= |$)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
