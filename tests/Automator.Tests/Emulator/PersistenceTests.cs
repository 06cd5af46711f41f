using Automator.Emulator;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class PersistenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    private EmulatorOptions Options(string? directory = null) =>
        new() { Seed = "empty", Limits = EmulatorLimits.Off, DataDirectory = directory ?? _folder.FullName };

    [Fact]
    public async Task AnAccount_OutlivesItsServer()
    {
        Guid incarnation;
        string token, before;
        await using (var classic = await Classic.StartAsync(Options()))
        {
            (incarnation, token) = (classic.Server.Incarnation, classic.Ada.Token);
            var client = classic.As(token);
            var list = await client.PostXml($"/projects/{classic.Project.Id}/todo_lists.xml", "<todo-list><name>A</name></todo-list>").Made();
            var item = await client.PostXml($"/todo_lists/{list}/todo_items.xml", $"<todo-item><content>B</content><due-at>2026-03-04</due-at><responsible-party>c{classic.Client.Id}</responsible-party></todo-item>").Made();
            await client.PostXml($"/todo_items/{item}/comments.xml", "<comment><body>C</body></comment>").Made();
            await client.PutXml($"/todo_items/{item}/complete.xml").Status();
            var gone = await client.PostXml($"/todo_lists/{list}/todo_items.xml", "<todo-item><content>Gone</content></todo-item>").Made();
            await client.Drop($"/todo_items/{gone}.xml").Status();
            before = await client.Raw($"/todo_lists/{list}.xml") + await client.Raw("/projects.xml") + await client.Raw("/people.xml");
        }

        await using var again = await Classic.SeededAsync(Options());
        var reader = again.As(token);
        var listId = again.Account.Work(account => account.Lists.All.Single().Id);

        again.Server.Incarnation.ShouldBe(incarnation);
        again.Server.Token.ShouldBe(token);
        (await reader.Raw($"/todo_lists/{listId}.xml") + await reader.Raw("/projects.xml") + await reader.Raw("/people.xml")).ShouldBe(before);
        var next = await reader.PostXml($"/todo_lists/{listId}/todo_items.xml", "<todo-item><content>D</content></todo-item>").Made();
        next.ShouldBeGreaterThan(again.Account.Work(account => account.Comments.All.Max(comment => comment.Id)));
    }

    [Fact]
    public async Task WhatTheOlderCallsChange_OutlivesTheServerToo()
    {
        string token, before;
        string[] paths;
        await using (var classic = await Classic.StartAsync(Options()))
        {
            token = classic.Ada.Token;
            var (client, project) = (classic.As(token), classic.Project.Id);
            var list = (await client.Say($"/projects/{project}/todos/create_list", "<request><name>A</name></request>")).Id;
            await client.Say($"/projects/{project}/todos/create_list", "<request><name>B</name></request>");
            var items = new[] { await client.Say($"/todos/create_item/{list}", "<request><content>C</content></request>"), await client.Say($"/todos/create_item/{list}", "<request><content>D</content></request>") };
            (await client.Say($"/todos/move_list/{list}", "<request><to>2</to></request>")).Status.ShouldBe(200);
            (await client.Say($"/todos/move_item/{items[0].Id}", "<request><to>2</to></request>")).Status.ShouldBe(200);
            (await client.Say($"/todos/complete_item/{items[1].Id}")).Status.ShouldBe(200);
            var post = (await client.Say($"/projects/{project}/msg/create", "<post><title>E</title></post>")).Id;
            (await client.Say("/msg/create_comment", $"<comment><post-id>{post}</post-id><body>F</body></comment>")).Status.ShouldBe(201);
            (await client.Say("/time/save_entry", $"<entry><project-id>{project}</project-id><hours>1</hours></entry>")).Status.ShouldBe(201);
            paths = [$"/projects/{project}/todo_lists.xml", $"/todo_lists/{list}.xml", $"/projects/{project}/posts.xml", $"/posts/{post}/comments.xml", $"/projects/{project}/time_entries.xml"];
            before = string.Concat(await Task.WhenAll(paths.Select(client.Raw)));
        }

        await using var again = await Classic.SeededAsync(Options());
        var reader = again.As(token);

        string.Concat(await Task.WhenAll(paths.Select(reader.Raw))).ShouldBe(before);
    }

    [Fact]
    public async Task WhatWasAnswered_IsInTheFilesBeforeAnyGoodbye()
    {
        await using var classic = await Classic.StartAsync(Options());
        await classic.As(classic.Ada).PostXml("/projects.xml", "<project><name>Durable</name></project>").Made();
        var copy = _folder.CreateSubdirectory("copy");
        foreach (var file in _folder.GetFiles()) file.CopyTo(Path.Combine(copy.FullName, file.Name));

        await using var again = await Classic.SeededAsync(Options(copy.FullName));

        (await again.As(classic.Ada).Xml("/projects.xml")).Descendants("name").ShouldContain(name => name.Value == "Durable");
    }

    [Fact]
    public async Task ADamagedFile_IsNamed()
    {
        var path = Path.Combine(_folder.FullName, "account.db");
        await File.WriteAllTextAsync(path, new string('x', 5000), Classic.Token);

        var fault = await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(Options(), Classic.Token));

        fault.Message.ShouldContain(path);
        fault.Message.ShouldContain("Move it away");
    }

    [Fact]
    public async Task ARecordThatCannotBeRead_IsNamed()
    {
        await using (await Classic.StartAsync(Options()))
        {
        }

        Sql(Path.Combine(_folder.FullName, "account.db"), "UPDATE entity SET json = '{' WHERE kind = 'project'");

        (await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(Options(), Classic.Token))).Message.ShouldMatch(@"project \d+ cannot be read");
    }

    [Fact]
    public async Task AnotherProgramsDatabase_IsLeftAlone()
    {
        var path = Path.Combine(_folder.FullName, "account.db");
        Sql(path, "CREATE TABLE theirs (a)");

        (await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(Options(), Classic.Token))).Message.ShouldContain("another program");

        Sql(path, "INSERT INTO theirs VALUES (1)");
    }

    [Fact]
    public async Task ASecondServerOnOneFile_IsRefused()
    {
        await using var classic = await Classic.StartAsync(Options());

        (await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(Options(), Classic.Token))).Message.ShouldContain("in use by another process");
    }

    [Fact]
    public async Task AReset_IsKeptToo()
    {
        Guid reset;
        await using (var classic = await Classic.StartAsync(Options()))
        {
            (await classic.Control().PostAsync("reset", null, Classic.Token).Status()).ShouldBe(200);
            reset = classic.Server.Incarnation;
        }

        await using var again = await Classic.SeededAsync(Options());

        again.Server.Incarnation.ShouldBe(reset);
        again.Account.Work(account => account.Projects.Count).ShouldBe(0);
    }

    [Fact]
    public async Task AProjectChangedWhereOnlyTodosMoveItsDate_OutlivesItsServer()
    {
        var options = Options() with { Behaviour = new AccountBehaviour { ChangeDates = ChangeDates.Todos } };
        string token;
        await using (var classic = await Classic.StartAsync(options))
        {
            token = classic.Ada.Token;
            (await classic.As(token).PutXml($"/projects/{classic.Project.Id}.xml", "<project><name>Renamed</name></project>").Status()).ShouldBe(200);
        }

        await using var again = await Classic.SeededAsync(options);

        (await again.As(token).Raw("/projects.xml")).ShouldContain("<name>Renamed</name>");
    }

    [Fact]
    public async Task AChangeThatCannotBeWritten_IsTakenBackAndNotAnsweredAsDone()
    {
        await using (await Classic.StartAsync(Options()))
        {
        }

        Sql(Path.Combine(_folder.FullName, "account.db"),
            "CREATE TRIGGER full BEFORE INSERT ON entity WHEN NEW.json LIKE '%Unlucky%' BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        await using var classic = await Classic.SeededAsync(Options());
        var client = classic.As(classic.Server.Token);
        var before = await client.Raw("/projects.xml");

        using var answer = await client.PostXml("/projects.xml", "<project><name>Unlucky</name></project>");

        ((int)answer.StatusCode).ShouldBe(500);
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldNotContain("disk full");
        (await client.Raw("/projects.xml")).ShouldBe(before);
        (await client.PostXml("/projects.xml", "<project><name>Lucky</name></project>").Made()).ShouldBeGreaterThan(0);
    }

    private static void Sql(string path, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Theory]
    [InlineData("a-file")]
    [InlineData("a-file/below")]
    public async Task ADataFolderThatCannotBeMade_IsExplained(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a-file"), "", Classic.Token);

        (await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(Options(Path.Combine(_folder.FullName, path)), Classic.Token)))
            .Message.ShouldContain("cannot be made");
    }

    [Fact]
    public async Task TheControlToken_IsKeptWithTheDataForItsOwnerAlone()
    {
        string token;
        await using (var classic = await Classic.StartAsync(Options())) token = classic.Server.ControlToken;

        await using var again = await Classic.SeededAsync(Options());

        again.Server.ControlToken.ShouldBe(token);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(_folder.FullName, "control.token")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
