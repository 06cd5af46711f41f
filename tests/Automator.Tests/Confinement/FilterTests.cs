using Automator.Confinement;
using Cpu = System.Runtime.InteropServices.Architecture;

namespace Automator.Tests.Confinement;

/// <summary>The filters as data: read as the kernel reads them, for architectures this machine is not.</summary>
public sealed class FilterTests
{
    private const uint Allowed = 0x7fff_0000;
    private const uint Killed = 0x8000_0000;
    private const uint NotPermitted = 0x0005_0001;
    private const uint NoSuchCall = 0x0005_0026;
    private const uint X64 = 0xC000_003E;
    private const uint Arm64 = 0xC000_00B7;

    [Theory]
    [InlineData(Cpu.X64, X64)]
    [InlineData(Cpu.Arm64, Arm64)]
    public void WarmFilter_LetsWorkAndNothingElse(Cpu architecture, uint code)
    {
        var filter = WarmFilter.For(architecture, process: 42);

        Answer(filter, code, SystemCall.Read).ShouldBe(Allowed);
        Answer(filter, code, SystemCall.Mmap).ShouldBe(Allowed);
        Answer(filter, code, SystemCall.Tgkill, 42).ShouldBe(Allowed);
        Answer(filter, code, SystemCall.Tgkill, 43).ShouldBe(NotPermitted);
        Answer(filter, code, SystemCall.Clone, 0x0001_0000).ShouldBe(Allowed);
        Answer(filter, code, SystemCall.Clone, 17).ShouldBe(NotPermitted);
        Answer(filter, code, SystemCall.Clone3).ShouldBe(NoSuchCall);
        Answer(filter, code, SystemCall.Openat).ShouldBe(NotPermitted);
        Answer(filter, code, SystemCall.Execve).ShouldBe(Killed);
        Answer(filter, code, SystemCall.Socket).ShouldBe(Killed);
        Answer(filter, code, new SystemCall(9999, 9999)).ShouldBe(NotPermitted);
    }

    [Theory]
    [InlineData(Cpu.X64, X64)]
    [InlineData(Cpu.Arm64, Arm64)]
    public void SpawnFilter_LetsARuntimeStart(Cpu architecture, uint code)
    {
        var filter = SpawnFilter.For(architecture);

        Answer(filter, code, SystemCall.Openat).ShouldBe(Allowed);
        Answer(filter, code, SystemCall.Execve).ShouldBe(Allowed);
        Answer(filter, code, SystemCall.Clone, 17).ShouldBe(Allowed);
        Answer(filter, code, SystemCall.Clone, 0x1000_0000).ShouldBe(NotPermitted);
        Answer(filter, code, SystemCall.Clone3).ShouldBe(NoSuchCall);
        Answer(filter, code, SystemCall.Socket).ShouldBe(NotPermitted);
        Answer(filter, code, SystemCall.IoUringSetup).ShouldBe(NotPermitted);
    }

    [Fact]
    public void CallsOfAnotherArchitecture_Kill()
    {
        Answer(SpawnFilter.For(Cpu.X64), 0x4000_0003, SystemCall.Read).ShouldBe(Killed);
        Answer(SpawnFilter.For(Cpu.X64), X64, new SystemCall(0x4000_0000, 0)).ShouldBe(Killed);
        Answer(SpawnFilter.For(Cpu.Arm64), X64, SystemCall.Read).ShouldBe(Killed);
    }

    [Fact]
    public void ArchitectureWithoutFilters_IsSaidToBeOne() =>
        Should.Throw<ConfinementException>(() => SpawnFilter.For(Cpu.S390x)).Message.ShouldContain("S390x");

    private static uint Answer(Filter filter, uint architecture, SystemCall call, uint argument = 0, int at = 0)
    {
        var number = architecture == Arm64 ? call.Arm64 : call.X64;
        uint register = 0;
        for (var line = 0; ; line++)
        {
            var (code, ifTrue, ifFalse, value) = filter.Program[line];
            switch (code)
            {
                case 0x06:
                    return value;
                case 0x20:
                    register = value switch { 0 => (uint)number, 4 => architecture, _ => value == 16 + (8 * at) ? argument : 0 };
                    break;
                default:
                    line += (code == 0x15 ? register == value : (register & value) != 0) ? ifTrue : ifFalse;
                    break;
            }
        }
    }
}
