using Automator.Emulator;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class FileListTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task F20_TheRootAndTheRecordReadAsSeen()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var post = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("bytes"), "a plan.txt", "<description>Now</description>"), "<private>1</private>");
        var file = classic.Account.Work(account => account.Attachments.All.Single());

        var text = await client.Raw($"/projects/{classic.Project.Id}/attachments.xml");

        text.ShouldBe($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <attachments type="array">
              <attachment>
                <byte-size type="integer">5</byte-size>
                <category-id type="integer" nil="true"></category-id>
                <collection type="integer">{file.Id}</collection>
                <created-on type="datetime">{file.CreatedOn:yyyy-MM-dd'T'HH:mm:ss'Z'}</created-on>
                <current type="boolean">true</current>
                <description>Now</description>
                <id type="integer">{file.Id}</id>
                <key>{file.File}</key>
                <name>a plan.txt</name>
                <original-filename>a plan.txt</original-filename>
                <owner-id type="integer">{post}</owner-id>
                <owner-type>Post</owner-type>
                <person-id type="integer">{classic.Ada.Id}</person-id>
                <private type="boolean">true</private>
                <project-id type="integer">{classic.Project.Id}</project-id>
                <version type="integer">1</version>
                <download-url>{classic.Server.Url}projects/{classic.Project.Id}/file/{file.Id}/a_plan.txt</download-url>
              </attachment>
            </attachments>

            """);
    }

    [Fact]
    public async Task AFileThatStandsAlone_HasNoOwner()
    {
        await using var classic = await Classic.StartAsync();
        classic.Plant(bed => bed.File(classic.Project, "logo.png", "png"u8, classic.Max, bed.Now));

        var file = (await classic.As(classic.Carla).Files(classic.Project.Id)).Single();

        (file.Element("owner-id"), file.Element("owner-type"), file.Element("private")!.Value).ShouldBe((null, null, "false"));
    }

    [Fact]
    public async Task Pages_AreOffsetsOfAHundredNewestFirst()
    {
        await using var classic = await Classic.StartAsync();
        classic.Plant(bed => Enumerable.Range(1, 205).Select(number => bed.File(classic.Project, $"{number}", "x"u8, classic.Ada, bed.Now.AddMinutes(-number / 2))).ToList());
        var client = classic.As(classic.Ada);

        var pages = new[] { "", "?n=100", "?n=200", "?n=300", "?n=2147483647" }.Select(query => client.Files(classic.Project.Id, query));
        var all = await Task.WhenAll(pages);

        all.Select(page => page.Count).ShouldBe([100, 100, 5, 0, 0]);
        var seen = all.SelectMany(page => page).Select(file => (file.Element("created-on")!.Value, int.Parse(file.Element("id")!.Value))).ToList();
        seen.ShouldBe(seen.OrderByDescending(file => file.Item1).ThenByDescending(file => file.Item2));
        seen.Distinct().Count().ShouldBe(205);
    }

    [Fact]
    public async Task ACategory_CountsItsFilesAndStays()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var category = await client.PostXml($"/projects/{classic.Project.Id}/categories.xml", "<category><type>attachment</type><name>Pictures</name></category>").Made();
        var post = await client.PostWith(classic.Project.Id,
            Uploading.Attachments(await client.Upload("1"), "a", $"<category-id>{category}</category-id>") + Uploading.Attachments(await client.Upload("2"), "b"));

        (await client.Files(classic.Project.Id, $"?category_id={category}")).Single().Element("name")!.Value.ShouldBe("a");
        (await client.Files(classic.Project.Id, "?category_id=")).Count.ShouldBe(2);
        (await client.Xml($"/categories/{category}.xml")).Element("elements-count")!.Value.ShouldBe("1");
        (await client.Drop($"/categories/{category}.xml").Status()).ShouldBe(409);

        (await client.Drop($"/posts/{post}.xml").Status()).ShouldBe(200);
        (await client.Drop($"/categories/{category}.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task PrivateFiles_DoNotExistForClientsAndFollowWhatCarriesThem()
    {
        await using var classic = await Classic.StartAsync();
        var (ada, carla) = (classic.As(classic.Ada), classic.As(classic.Carla));
        var post = await ada.PostWith(classic.Project.Id, Uploading.Attachments(await ada.Upload("1")));
        await ada.PostXml($"/posts/{post}/comments.xml", $"<comment><body>C</body>{Uploading.Attachments(await ada.Upload("2"))}</comment>").Made();
        classic.Plant(bed => bed.File(classic.Project, "alone", "3"u8, classic.Ada, bed.Now, file => file.Private = true));
        var addresses = (await ada.Files(classic.Project.Id)).Select(file => file.Element("download-url")!.Value).ToList();
        (await carla.Files(classic.Project.Id)).Count.ShouldBe(2);

        (await ada.PutXml($"/posts/{post}.xml", "<post><private>1</private></post>").Status()).ShouldBe(200);

        (await carla.Files(classic.Project.Id)).ShouldBeEmpty();
        (await ada.Files(classic.Project.Id)).ShouldAllBe(file => file.Element("private")!.Value == "true");
        foreach (var address in addresses)
        {
            (await carla.Ask(address).Status()).ShouldBe(404);
            (await classic.As(classic.Max).Ask(address).Status()).ShouldBe(200);
        }

        (await ada.PutXml($"/posts/{post}.xml", "<post><private>0</private></post>").Status()).ShouldBe(200);
        (await carla.Files(classic.Project.Id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task FilesOfCommentsInAPrivateList_DoNotExistForClients()
    {
        await using var classic = await Classic.StartAsync();
        var ada = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "Secret", isPrivate: true));
        var item = classic.Items(list, "A")[0];
        await ada.PostXml($"/todo_items/{item.Id}/comments.xml", $"<comment><body>C</body>{Uploading.Attachments(await ada.Upload("2"))}</comment>").Made();

        (await classic.As(classic.Carla).Files(classic.Project.Id)).ShouldBeEmpty();
        (await ada.Files(classic.Project.Id)).Single().Element("private")!.Value.ShouldBe("true");
    }

    [Fact]
    public async Task FilesOfOtherProjects_DoNotExist()
    {
        await using var classic = await Classic.StartAsync();
        var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, []));
        var file = classic.Plant(bed => bed.File(other, "a", "1"u8, classic.Ada, bed.Now));

        (await classic.As(classic.Max).Ask($"/projects/{other.Id}/attachments.xml").Status()).ShouldBe(404);
        (await classic.As(classic.Max).Ask($"/projects/{other.Id}/file/{file.Id}/a").Status()).ShouldBe(404);
        (await classic.As(classic.Ada).Ask($"/projects/{classic.Project.Id}/file/{file.Id}/a").Status()).ShouldBe(404);
        (await classic.As(classic.Ada).Ask($"/projects/{other.Id}/file/{file.Id}/a").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task FilesAndTheirBytes_OutliveTheirServer()
    {
        var options = new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, DataDirectory = _folder.FullName };
        string token, list, address, upload, gone;
        int project;
        await using (var classic = await Classic.StartAsync(options))
        {
            var client = classic.As(token = classic.Ada.Token);
            project = classic.Project.Id;
            await client.PostWith(project, Uploading.Attachments(await client.Upload("kept")));
            var dropped = await client.PostWith(project, Uploading.Attachments(await client.Upload("dropped"), "b"));
            gone = classic.Account.Work(account => account.Attachments.All.Single(file => file.Name == "b").File);
            (await client.Drop($"/posts/{dropped}.xml").Status()).ShouldBe(200);
            upload = await client.Upload("waiting");
            list = (await client.Raw($"/projects/{project}/attachments.xml")).Replace(classic.Server.Url.ToString(), "/");
            address = new Uri((await client.Files(project)).Single().Element("download-url")!.Value).AbsolutePath;
        }

        await using var again = await Classic.SeededAsync(options);
        var reader = again.As(token);

        (await reader.Raw($"/projects/{project}/attachments.xml")).Replace(again.Server.Url.ToString(), "/").ShouldBe(list);
        (await reader.Raw(address)).ShouldBe("kept");
        _folder.GetFiles("files/*").Select(file => file.Name).ShouldNotContain(gone);
        _folder.GetFiles("files/*").Length.ShouldBe(2);
        await reader.PostWith(project, Uploading.Attachments(upload, "c"));
        (await reader.Files(project)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task ADeletionThatCannotBeWritten_KeepsTheBytes()
    {
        var options = new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, DataDirectory = _folder.FullName };
        await using (await Classic.StartAsync(options))
        {
        }

        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "account.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TRIGGER full BEFORE DELETE ON entity WHEN OLD.kind = 'post' BEGIN SELECT RAISE(ABORT, 'disk full'); END";
            command.ExecuteNonQuery();
        }

        await using var classic = await Classic.SeededAsync(options);
        var client = classic.As(classic.Server.Token);
        var project = classic.Account.Work(account => account.Projects.All.Single().Id);
        var post = await client.PostWith(project, Uploading.Attachments(await client.Upload("bytes")));

        (await client.Drop($"/posts/{post}.xml").Status()).ShouldBe(500);

        (await client.Raw((await client.Files(project)).Single().Element("download-url")!.Value)).ShouldBe("bytes");
    }

    [Fact]
    public async Task AReset_TakesTheBytesToo()
    {
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, DataDirectory = _folder.FullName });
        var client = classic.As(classic.Ada);
        await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("bytes")));
        await client.Upload("waiting");

        (await classic.Control().PostAsync("reset", null, Classic.Token).Status()).ShouldBe(200);

        _folder.GetFiles("files/*").ShouldBeEmpty();
    }
}
