using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Automator.Confinement;

namespace Automator.Tests.Confinement;

/// <summary>The layouts of Windows's own headers (winnt.h), on 64 bits.</summary>
public sealed class WindowsJobTests
{
    [Fact]
    public void WhatWindowsIsTold_HasItsLayout()
    {
        Unsafe.SizeOf<WindowsJob.BasicLimits>().ShouldBe(64);
        Unsafe.SizeOf<WindowsJob.ExtendedLimits>().ShouldBe(144);
        Marshal.OffsetOf<WindowsJob.BasicLimits>(nameof(WindowsJob.BasicLimits.LimitFlags)).ShouldBe(16);
        Marshal.OffsetOf<WindowsJob.BasicLimits>(nameof(WindowsJob.BasicLimits.ActiveProcessLimit)).ShouldBe(40);
        Marshal.OffsetOf<WindowsJob.ExtendedLimits>(nameof(WindowsJob.ExtendedLimits.ProcessMemoryLimit)).ShouldBe(112);
    }
}
