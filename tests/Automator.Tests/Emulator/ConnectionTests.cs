using System.Net.Sockets;
using System.Text;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>Connections that stop in the middle, go slowly, or close a half.</summary>
public sealed class ConnectionTests
{
    private static string Head(Classic classic, string method, string path, string more = "") =>
        $"{method} {path} HTTP/1.1\r\nHost: x\r\nUser-Agent: a\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{classic.Ada.Token}:X"))}\r\n{more}\r\n";

    private static async Task<string> Rest(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task AClientThatClosesItsHalf_GetsItsAnswer()
    {
        await using var classic = await Classic.StartAsync();
        for (var n = 0; n < 50; n++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(classic.Server.Url.Host, classic.Server.Url.Port, TestContext.Current.CancellationToken);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(classic, "GET", "/projects.xml")), TestContext.Current.CancellationToken);
            socket.Client.Shutdown(SocketShutdown.Send);

            var answer = await Rest(stream);

            answer.ShouldStartWith("HTTP/1.1 200 OK");
            answer.ShouldEndWith("</projects>\n");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AClientThatSendsByteByByte_IsHeardOut()
    {
        await using var classic = await Classic.StartAsync();
        const string body = "<project><name>Slow</name></project>";
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(classic.Server.Url.Host, classic.Server.Url.Port, TestContext.Current.CancellationToken);
        foreach (var letter in Head(classic, "POST", "/projects.xml", $"Connection: close\r\nContent-Length: {body.Length}\r\n") + body)
            await socket.GetStream().WriteAsync(new[] { (byte)letter }, TestContext.Current.CancellationToken);

        (await Rest(socket.GetStream())).ShouldStartWith("HTTP/1.1 201 Created");
    }

    [Fact(Timeout = 60_000)]
    public async Task ABodyThatEndsEarly_IsABadRequestAndDoesNothing()
    {
        await using var classic = await Classic.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(classic.Server.Url.Host, classic.Server.Url.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(classic, "POST", "/projects.xml", "Content-Length: 500\r\n") + "<project><name>Half</name></project>"), TestContext.Current.CancellationToken);
        socket.Client.Shutdown(SocketShutdown.Send);

        (await Rest(stream)).ShouldStartWith("HTTP/1.1 400");
        classic.Account.Work(account => account.Projects.All.Count(project => project.Name == "Half")).ShouldBe(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task ManySilentConnections_DoNotKeepOthersOut()
    {
        await using var classic = await Classic.StartAsync();
        var silent = new List<TcpClient>();
        try
        {
            for (var n = 0; n < 300; n++)
            {
                var socket = new TcpClient();
                silent.Add(socket);
                await socket.ConnectAsync(classic.Server.Url.Host, classic.Server.Url.Port, TestContext.Current.CancellationToken);
                await socket.GetStream().WriteAsync("GET /projects.xml HT"u8.ToArray(), TestContext.Current.CancellationToken);
            }

            (await classic.As(classic.Ada).Ask("/projects.xml").Status()).ShouldBe(200);
        }
        finally
        {
            foreach (var socket in silent) socket.Dispose();
        }
    }
}
