using Automator.Sdk.Protocol;

namespace Automator.Tests.Surface;

public sealed class TypeNamesTests
{
    [Theory]
    [InlineData(typeof(int), "int")]
    [InlineData(typeof(string), "string")]
    [InlineData(typeof(DateOnly?), "DateOnly?")]
    [InlineData(typeof(long[]), "long[]")]
    [InlineData(typeof(DayOfWeek), "DayOfWeek")]
    [InlineData(typeof(Dictionary<string, List<decimal>>), "Dictionary<string, List<decimal>>")]
    public void Type_IsNamedAsPeopleWriteIt(Type type, string name) => TypeNames.Of(type).ShouldBe(name);
}
