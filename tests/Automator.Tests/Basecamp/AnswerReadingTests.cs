using System.Text;
using Automator.Host.Basecamp;
using Automator.Sdk;
using CsCheck;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class AnswerReadingTests
{
    private const string Item = """
        <?xml version="1.0" encoding="UTF-8"?>
        <todo-item>
          <commented-at type="datetime" nil="true"></commented-at>
          <comments-count type="integer">2</comments-count>
          <completed type="boolean">true</completed>
          <content>Call &lt;Ann&gt; &amp; Bob<![CDATA[ <now>]]></content>
          <created-at type="datetime">2011-07-01T10:00:00Z</created-at>
          <creator-id type="integer">7</creator-id>
          <due-at type="datetime">2011-07-27T04:00:00Z</due-at>
          <id type="integer">42</id>
          <position type="integer">3</position>
          <responsible-party-id type="integer">9</responsible-party-id>
          <responsible-party-type>Company</responsible-party-type>
          <todo-list-id type="integer">5</todo-list-id>
          <updated-at type="datetime">2011-07-02T12:00:00+02:00</updated-at>
          <responsible-party-name>Acme</responsible-party-name>
          <created-on type="datetime" deprecated="true">2011-07-01T10:00:00Z</created-on>
          <creator-name>Ada</creator-name>
          <completed-at type="datetime">2011-07-02T10:00:00Z</completed-at>
          <completer-id type="integer">7</completer-id>
          <completer-name>Ada</completer-name>
        </todo-item>
        """;

    [Fact]
    public void TodoItem_IsReadWhole() => Read(Item, AnswerTodos.Item).ShouldBe(new TodoItem
    {
        Id = 42,
        TodoListId = 5,
        Content = "Call <Ann> & Bob <now>",
        Position = 3,
        IsCompleted = true,
        DueOn = new DateOnly(2011, 7, 27),
        Responsible = new Party { Kind = PartyKind.Company, Id = 9, Name = "Acme" },
        CreatedAt = new DateTimeOffset(2011, 7, 1, 10, 0, 0, TimeSpan.Zero),
        CreatorId = 7,
        CreatorName = "Ada",
        UpdatedAt = new DateTimeOffset(2011, 7, 2, 10, 0, 0, TimeSpan.Zero),
        CommentsCount = 2,
        CompletedAt = new DateTimeOffset(2011, 7, 2, 10, 0, 0, TimeSpan.Zero),
        CompleterId = 7,
        CompleterName = "Ada",
    });

    [Fact]
    public void UnderscoresCompactMissingTypesAndUnknownElements_AreReadTheSame() => Read(
        "<todo_item><id>42</id><x><id>1</id><y/></x><todo_list_id> 5 </todo_list_id><content/><created_on>2011-07-01 10:00:00 UTC</created_on><due_at>2011-07-27</due_at><completed>1</completed></todo_item>",
        AnswerTodos.Item).ShouldBe(new TodoItem
        {
            Id = 42,
            TodoListId = 5,
            IsCompleted = true,
            DueOn = new DateOnly(2011, 7, 27),
            CreatedAt = new DateTimeOffset(2011, 7, 1, 10, 0, 0, TimeSpan.Zero),
        });

    [Fact]
    public void TodoList_GivesItsItemsTheirList()
    {
        var answer = Read("""
            <todo-list><completed-count type="integer">1</completed-count><description nil="true"/><id>5</id><milestone-id type="integer">0</milestone-id>
            <name>Launch</name><position>2</position><private>true</private><project-id>1</project-id><tracked>false</tracked><uncompleted-count>4</uncompleted-count>
            <todo-items type="array"><todo-item><id>1</id><created-at>2011-07-01T10:00:00Z</created-at></todo-item></todo-items><complete>false</complete></todo-list>
            """, AnswerTodos.List);
        answer.List.ShouldBe(new TodoList { Id = 5, ProjectId = 1, Name = "Launch", Position = 2, IsPrivate = true, OpenCount = 4, CompletedCount = 1 });
        answer.Items.ShouldHaveSingleItem().TodoListId.ShouldBe(5);
    }

    [Fact]
    public void Project_IsReadWithItsCompany() => Read("""
        <project><announcement>Hi</announcement><created-on type="date">2011-07-01</created-on><id>1</id><last-changed-on nil="true"/>
        <name>Site</name><status>on_hold</status><company><id>3</id><name>Acme</name></company></project>
        """, AnswerRecords.Project).ShouldBe(new Project
    {
        Id = 1,
        Name = "Site",
        Status = ProjectStatus.OnHold,
        CreatedOn = new DateOnly(2011, 7, 1),
        CompanyId = 3,
        CompanyName = "Acme",
        Announcement = "Hi",
    });

    [Fact]
    public void Person_OfATokenThatIsNoAdministrators_LeavesTheRestUnknown() => Read(
        "<person><id>1</id><first-name>Ann</first-name><last-name>Lee</last-name><company-id>3</company-id><client-id nil=\"true\"/><time-zone-name>Hawaii</time-zone-name></person>",
        AnswerPeople.Person).ShouldBe(new Person { Id = 1, FirstName = "Ann", LastName = "Lee", CompanyId = 3, TimeZoneName = "Hawaii" });

    [Fact]
    public void Message_ReadsZeroAsNone() => Read(
        "<post><id>1</id><title>T</title><body>B</body><posted-on>2011-07-01T10:00:00Z</posted-on><project-id>2</project-id><milestone-id>0</milestone-id><category-id>4</category-id><author-id>7</author-id><author-name>Ada</author-name><private>false</private><comments-count>3</comments-count></post>",
        AnswerRecords.Message).ShouldBe(new Message
        {
            Id = 1,
            ProjectId = 2,
            Title = "T",
            Body = "B",
            PostedOn = new DateTimeOffset(2011, 7, 1, 10, 0, 0, TimeSpan.Zero),
            CategoryId = 4,
            AuthorId = 7,
            AuthorName = "Ada",
            CommentsCount = 3,
        });

    [Fact]
    public void CommentByMail_IsNamedByItsAddress() => Read(
        "<comment><id>1</id><author-id nil=\"true\"/><author-name></author-name><emailed-from>ann@example.com</emailed-from><body>B</body><created-at>2011-07-01T10:00:00Z</created-at><attachments type=\"array\"/></comment>",
        AnswerRecords.Comment).AuthorName.ShouldBe("ann@example.com");

    [Fact]
    public void AccountAndCompany_AreRead()
    {
        Read("<account><id>1</id><name>Acme</name><primary-company-id>3</primary-company-id><ssl-enabled>true</ssl-enabled><subscription><name>Max</name><storage>99999999999</storage><writeboards>Infinity</writeboards></subscription></account>",
            AnswerPeople.Account).ShouldBe(new Account { Id = 1, Name = "Acme", PrimaryCompanyId = 3, IsSslEnabled = true, Subscription = new() { Name = "Max", Storage = 99_999_999_999 } });
        Read("<company><id>3</id><name>Acme</name><time-zone-id>Hawaii</time-zone-id><can-see-private>true</can-see-private></company>",
            AnswerPeople.Company).ShouldBe(new Company { Id = 3, Name = "Acme", TimeZoneId = "Hawaii", CanSeePrivate = true });
    }

    [Theory]
    [InlineData("<todo-items type=\"array\"/>", 0)]
    [InlineData("<todo-items type=\"array\"></todo-items>", 0)]
    [InlineData("<todo-items><other/><todo-item><id>1</id><created-at>2011-07-01T10:00:00Z</created-at></todo-item><todo-item><id>2</id><created-at>2011-07-01T10:00:00Z</created-at></todo-item></todo-items>", 2)]
    public void List_HasItsRecords(string xml, int count) =>
        Read(xml, x => AnswerRecords.List(x, "todo-item", AnswerTodos.Item)).Length.ShouldBe(count);

    [Theory]
    [InlineData("<todo-item>\n  <id>no</id></todo-item>", "<id> is no whole number: 'no' (line 2")]
    [InlineData("<todo-item><id>1</id></todo-item>", "without <created-at>")]
    [InlineData("<todo-item><created-at>2011-07-01T10:00:00Z</created-at></todo-item>", "without <id>")]
    [InlineData("<todo-item><id>1</id><updated-at>13/01/2011</updated-at></todo-item>", "no date and time")]
    [InlineData("<todo-item><id>1</id><completed>maybe</completed></todo-item>", "neither true nor false")]
    [InlineData("<todo-item><id>1</id>", "no well-formed XML (line 1, column")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><todo-item><id>&a;</id></todo-item>", "no XML that is safe to read")]
    [InlineData("plain text", "no well-formed XML")]
    [InlineData("", "empty")]
    public void Unreadable_SaysWhatAndWhere(string xml, string words) =>
        Should.Throw<UnreadableXmlException>(() => Read(xml, AnswerTodos.Item)).Message.ShouldContain(words);

    [Fact]
    public void TooDeep_IsUnreadable()
    {
        var deep = $"<todo-item>{string.Concat(Enumerable.Repeat("<a>", 100_000))}";
        Should.Throw<UnreadableXmlException>(() => Read(deep, AnswerTodos.Item)).Message.ShouldContain("64 deep");
    }

    [Fact]
    public void CutOffAnywhere_IsUnreadableAndNeverHangs()
    {
        var bytes = Encoding.UTF8.GetBytes(Item);
        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<UnreadableXmlException>(() => Read(bytes[..length], AnswerTodos.Item), $"cut off after {length} bytes");
    }

    [Fact]
    public void SpoiledBytes_AreReadOrUnreadable_NothingElse()
    {
        var bytes = Encoding.UTF8.GetBytes(Item);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            var spoiled = bytes.ToArray();
            foreach (var (at, value) in changes)
                spoiled[at] = value;
            try
            {
                Read(spoiled, AnswerTodos.Item);
            }
            catch (UnreadableXmlException)
            {
            }
        }, iter: 3000);
    }

    internal static T Read<T>(string xml, Func<AnswerXml, T> record, string zone = "Eastern Time (US & Canada)") => Read(Encoding.UTF8.GetBytes(xml), record, zone);

    private static T Read<T>(byte[] bytes, Func<AnswerXml, T> record, string zone = "Eastern Time (US & Canada)")
    {
        AccountZone.TryFind(zone, out var found).ShouldBeTrue();
        using var xml = new AnswerXml(bytes, found!);
        return record(xml);
    }
}
