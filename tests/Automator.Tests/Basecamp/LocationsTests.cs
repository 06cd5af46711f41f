using Automator.Host.Basecamp;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class LocationsTests
{
    [Theory]
    [InlineData("/posts/123.xml", 123L)]
    [InlineData("/todo_items/123", 123L)]
    [InlineData("https://acme.basecamphq.com/todo_lists/123.xml", 123L)]
    [InlineData("https://acme.basecamphq.com:8443/todo_lists/123", 123L)]
    [InlineData("/projects/12-name", 12L)]
    [InlineData("/todo_items/123/?x=4#5", 123L)]
    [InlineData("/todo_items/9223372036854775807", long.MaxValue)]
    [InlineData("/todo_items/", null)]
    [InlineData("/todo_items/12a", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Location_NamesTheNewRecord(string? location, long? id) => Locations.IdIn(location).ShouldBe(id);
}
