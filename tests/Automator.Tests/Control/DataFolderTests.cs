using Automator.Host.Configuration;

namespace Automator.Tests.Control;

/// <summary>Who works on the data folder, and how a command finds out.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    private string Data => Path.Combine(_folder.FullName, "data");

    private string AddressFile => Path.Combine(Data, "host.json");

    private static HostAddress Address { get; } = new() { Url = new Uri("http://127.0.0.1:1/"), Token = "t", ProcessId = 5 };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void FolderInUse_IsRefusedUntilItIsFree()
    {
        using (DataFolder.Open(Data))
            Should.Throw<StartupException>(() => DataFolder.Open(Data)).Message.ShouldStartWith($"Another process works on the data folder {Data}.");

        DataFolder.Open(Data).Dispose();
    }

    [Fact]
    public void RunningHost_IsFoundByItsAddressWhileItHoldsTheFolder()
    {
        DataFolder.RunningHost(Data).ShouldBeNull();
        using (var data = DataFolder.Open(Data))
        {
            DataFolder.RunningHost(Data).ShouldBeNull();
            data.Announce(Address);

            DataFolder.RunningHost(Data).ShouldBe(Address);
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(AddressFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Exists(AddressFile).ShouldBeFalse();
        DataFolder.RunningHost(Data).ShouldBeNull();
    }

    [Fact]
    public void AddressOfAHostThatWasKilled_IsNoHost()
    {
        DataFolder.Open(Data).Dispose();
        File.WriteAllText(AddressFile, """{"url":"http://127.0.0.1:1/","token":"t","processId":5}""");

        DataFolder.RunningHost(Data).ShouldBeNull();
    }

    [Fact]
    public void AddressOfAHostThatWasKilled_IsNotTakenForTheCommandThatHoldsTheFolderNow()
    {
        DataFolder.Open(Data).Dispose();
        File.WriteAllText(AddressFile, """{"url":"http://127.0.0.1:1/","token":"t","processId":5}""");
        using var command = DataFolder.Open(Data);

        DataFolder.RunningHost(Data).ShouldBeNull();
    }

    [Fact]
    public void UnreadableAddressOfAHostThatRuns_IsToldOf()
    {
        using var data = DataFolder.Open(Data);
        File.WriteAllText(AddressFile, "{");

        Should.Throw<StartupException>(() => DataFolder.RunningHost(Data)).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void FolderThatIsAFile_IsToldOf()
    {
        File.WriteAllText(Data, "");

        Should.Throw<StartupException>(() => DataFolder.Open(Data)).Message.ShouldContain("cannot be written");
    }
}
