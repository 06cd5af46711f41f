using System.Text;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class FilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task WhatIsKept_IsReadBack()
    {
        using var files = new Files(_folder.FullName);
        var bytes = Enumerable.Range(0, 200_000).Select(number => (byte)number).ToArray();

        var kept = (await files.KeepAsync(new MemoryStream(bytes), bytes.Length, Classic.Token))!;

        kept.Size.ShouldBe(bytes.Length);
        (await Read(files, kept.Name)).ShouldBe(bytes);
        _folder.GetFiles().Single().Name.ShouldBe(kept.Name);
    }

    [Fact]
    public async Task NoBytes_AreAFile()
    {
        using var files = new Files(_folder.FullName);

        var kept = (await files.KeepAsync(Stream.Null, 0, Classic.Token))!;

        kept.Size.ShouldBe(0);
        (await Read(files, kept.Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task MoreThanTheLargest_IsRefusedAndLeavesNothing()
    {
        using var files = new Files(_folder.FullName);

        (await files.KeepAsync(new MemoryStream(new byte[100_001]), 100_000, Classic.Token)).ShouldBeNull();

        _folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task BytesThatBreakOff_LeaveNothing()
    {
        using var files = new Files(_folder.FullName);

        await Should.ThrowAsync<IOException>(() => files.KeepAsync(new BrokenOff(), 100_000, Classic.Token));

        _folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task AFileThatIsGone_IsNull()
    {
        using var files = new Files(_folder.FullName);
        var name = files.Keep("bytes"u8);
        await using var open = files.Open(name)!;

        files.Drop(name);
        files.Drop(name);

        files.Open(name).ShouldBeNull();
        using var reader = new StreamReader(open);
        (await reader.ReadToEndAsync(Classic.Token)).ShouldBe("bytes");
    }

    [Fact]
    public async Task AtTheStart_WhatNoRecordNamesGoesAndStrangersStay()
    {
        string named, unnamed;
        using (var files = new Files(_folder.FullName)) (named, unnamed) = (files.Keep("named"u8), files.Keep("unnamed"u8));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "letter.txt"), "somebody else's", Classic.Token);

        using var again = new Files(_folder.FullName);
        again.KeepOnly(new HashSet<string> { named });

        Encoding.UTF8.GetString(await Read(again, named)).ShouldBe("named");
        again.Open(unnamed).ShouldBeNull();
        File.Exists(Path.Combine(_folder.FullName, "letter.txt")).ShouldBeTrue();
    }

    [Fact]
    public void WithoutAFolder_TheyEndWithTheServer()
    {
        var files = new Files(null);
        files.Drop("never kept");
        string path;
        using (var open = files.Open(files.Keep("bytes"u8))!) path = open.Name;
        File.Exists(path).ShouldBeTrue();

        files.Dispose();

        Directory.Exists(Path.GetDirectoryName(path)).ShouldBeFalse();
    }

    private static async Task<byte[]> Read(Files files, string name)
    {
        await using var file = files.Open(name)!;
        var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Classic.Token);
        return bytes.ToArray();
    }

    /// <summary>Some bytes, then a connection that is gone.</summary>
    private sealed class BrokenOff : MemoryStream
    {
        private bool _begun;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_begun) throw new IOException("The connection is gone.");
            _begun = true;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
