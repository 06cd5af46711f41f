using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Automator.Emulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class UploadTests
{
    private static EmulatorOptions Options(FakeTimeProvider time) => new() { Seed = "empty", Limits = EmulatorLimits.Off, Time = time };

    private static FakeTimeProvider Time() => new(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task AnUpload_IsAnsweredWithItsId()
    {
        await using var classic = await Classic.StartAsync();

        using var answer = await classic.As(classic.Ada).PostAsync("/upload", new ByteArrayContent([0, 255, 10]), Classic.Token);

        ((int)answer.StatusCode).ShouldBe(201);
        answer.Headers.GetValues("Status").Single().ShouldBe("201 Created");
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldMatch(
            """^<\?xml version="1.0" encoding="UTF-8"\?>\n<upload>\n  <id>[0-9a-f]{8}\.[a-z]+\.\d+</id>\n</upload>\n$""");
    }

    [Theory]
    [InlineData("upload.xml")]
    [InlineData("/upload")]
    public async Task TheSuffixAndDoubledSlashes_MakeNoDifference(string path)
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As(classic.Ada).PostXml(classic.Server.Url + path, "not xml").Status()).ShouldBe(201);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(200)]
    public async Task FU_TheStatusIsTheDocumentedOneUnlessSetOtherwise(int status)
    {
        await using var classic = await Classic.StartAsync();
        classic.Account.Behaviour = classic.Account.Behaviour with { UploadStatus = status };

        (await classic.As(classic.Ada).PostXml("/upload", "bytes").Status()).ShouldBe(status);
    }

    [Fact]
    public async Task WithoutCredentials_NothingIsKept()
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As((string?)null).PostXml("/upload", "bytes").Status()).ShouldBe(401);
        classic.Account.Work(account => account.Uploads.Count).ShouldBe(0);
    }

    [Fact]
    public async Task AnUpload_IsTakenOnce()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var upload = await client.Upload("bytes");
        await client.PostWith(classic.Project.Id, Uploading.Attachments(upload));

        var again = await Refused(client, classic, Uploading.Attachments(upload));
        var twice = await client.Upload("bytes");
        var inOne = await Refused(client, classic, Uploading.Attachments(twice) + Uploading.Attachments(twice));

        again.ShouldContain($"Upload {upload} has expired or does not exist");
        inOne.ShouldContain($"Upload {twice} has expired or does not exist");
        classic.Account.Work(account => (account.Posts.Count, account.Attachments.Count)).ShouldBe((1, 1));
        await client.PostWith(classic.Project.Id, Uploading.Attachments(twice));
    }

    [Fact]
    public async Task OnlyItsUploader_CanTakeIt()
    {
        await using var classic = await Classic.StartAsync();
        var upload = await classic.As(classic.Max).Upload("bytes");

        (await Refused(classic.As(classic.Ada), classic, Uploading.Attachments(upload))).ShouldContain("does not exist");
        await classic.As(classic.Max).PostWith(classic.Project.Id, Uploading.Attachments(upload));
    }

    [Theory]
    [InlineData("441b2cec.eve.21267")]
    [InlineData("1")]
    [InlineData(".")]
    [InlineData("99999999999999999999")]
    [InlineData("../../account.db")]
    public async Task UnknownUploads_AreNamedAndNothingIsCreated(string upload)
    {
        await using var classic = await Classic.StartAsync();

        (await Refused(classic.As(classic.Ada), classic, Uploading.Attachments(upload))).ShouldContain($"Upload {upload} has expired or does not exist");

        classic.Account.Work(account => (account.Posts.Count, account.Attachments.Count)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task WithinHalfAnHour_ItCanBeTaken()
    {
        var time = Time();
        await using var classic = await Classic.StartAsync(Options(time));
        var client = classic.As(classic.Ada);
        var upload = await client.Upload("bytes");

        time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));

        await client.PostWith(classic.Project.Id, Uploading.Attachments(upload));
        time.Advance(TimeSpan.FromHours(1));
        await client.Upload("another");
        (await client.Raw((await client.Files(classic.Project.Id)).Single().Element("download-url")!.Value)).ShouldBe("bytes");
    }

    [Fact]
    public async Task AfterHalfAnHour_ItAndItsBytesAreGone()
    {
        var time = Time();
        await using var classic = await Classic.StartAsync(Options(time));
        var client = classic.As(classic.Ada);
        var upload = await client.Upload("bytes");
        var file = classic.Account.Work(account => account.Uploads.All.Single().File);

        time.Advance(TimeSpan.FromMinutes(30));

        (await Refused(client, classic, Uploading.Attachments(upload))).ShouldContain("expired");
        classic.Account.Work(account => account.Uploads.Count).ShouldBe(0);
        classic.Account.Files.Open(file).ShouldBeNull();
    }

    [Fact]
    public async Task TheNextUpload_SweepsWhatExpired()
    {
        var time = Time();
        await using var classic = await Classic.StartAsync(Options(time));
        var client = classic.As(classic.Ada);
        await client.Upload("old");
        time.Advance(TimeSpan.FromMinutes(20));
        var younger = await client.Upload("young");
        time.Advance(TimeSpan.FromMinutes(20));

        await client.Upload("new");

        classic.Account.Work(account => account.Uploads.All.Select(upload => upload.Key).ToList()).ShouldContain(younger);
        classic.Account.Work(account => account.Uploads.Count).ShouldBe(2);
    }

    [Fact]
    public async Task NoBytesAtAll_AreAFileToo()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);

        await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("")));

        var file = (await client.Files(classic.Project.Id)).Single();
        file.Element("byte-size")!.Value.ShouldBe("0");
        (await client.Raw(file.Element("download-url")!.Value)).ShouldBe("");
    }

    [Fact]
    public async Task MoreThanARecordMayHold_IsKeptWhole()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var bytes = new string('x', (9 << 20) + 7);

        await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload(bytes)));

        var file = (await client.Files(classic.Project.Id)).Single();
        file.Element("byte-size")!.Value.ShouldBe($"{bytes.Length}");
        (await client.Raw(file.Element("download-url")!.Value)).ShouldBe(bytes);
    }

    [Fact]
    public async Task PackedBytes_AreKeptUnpacked()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write("unpacked"u8);
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");

        (await client.PostAsync("/upload", content, Classic.Token).Status()).ShouldBe(201);
        (await client.PostAsync("/upload", Broken(), Classic.Token).Status()).ShouldBe(400);

        classic.Account.Work(account => account.Uploads.All.Single().ByteSize).ShouldBe(8);

        static ByteArrayContent Broken()
        {
            var broken = new ByteArrayContent("no gzip"u8.ToArray());
            broken.Headers.ContentEncoding.Add("gzip");
            return broken;
        }
    }

    [Fact]
    public async Task LargerThanAnyFile_413BeforeItIsRead()
    {
        await using var classic = await Classic.StartAsync();

        var answer = await Raw.FirstLineAsync(classic.Server.Url, Head(classic, length: (256L << 20) + 1), Classic.Token);

        answer.ShouldStartWith("HTTP/1.1 413");
        classic.Account.Work(account => account.Uploads.Count).ShouldBe(0);
    }

    [Fact]
    public async Task AClientThatGoesAwayInTheMiddle_LeavesNothing()
    {
        var data = Directory.CreateTempSubdirectory("automator-");
        try
        {
            await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, DataDirectory = data.FullName });
            using (var socket = new TcpClient())
            {
                await socket.ConnectAsync(classic.Server.Url.Host, classic.Server.Url.Port, Classic.Token);
                await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Head(classic, length: 1_000_000) + new string('x', 100_000)), Classic.Token);
                await Until(() => data.GetFiles("files/*").Length == 1);
            }

            await Until(() => data.GetFiles("files/*").Length == 0);
            classic.Account.Work(account => account.Uploads.Count).ShouldBe(0);
            await classic.As(classic.Ada).Upload("the next one");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task Until(Func<bool> met)
    {
        while (!met()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Classic.Token);
    }

    private static string Head(Classic classic, long length) =>
        $"POST /upload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(classic.Ada.Token + ":X"))}\r\nContent-Length: {length}\r\n\r\n";

    private static async Task<string> Refused(HttpClient client, Classic classic, string attachments)
    {
        using var answer = await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<request><post><title>T</title></post>{attachments}</request>");
        ((int)answer.StatusCode).ShouldBe(422);
        return await answer.Content.ReadAsStringAsync(Classic.Token);
    }
}
