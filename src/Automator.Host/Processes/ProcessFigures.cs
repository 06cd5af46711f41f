using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Automator.Host.Processes;

/// <summary>
/// What a child takes of the machine. It is asked several times a run; on Linux the one line in which the kernel says all is kept open,
/// where the framework's object would open and read several files each time.
/// </summary>
internal sealed class ProcessFigures : IDisposable
{
    /// <summary>Of one processor; the kernel tells programs no finer, whatever it counts in.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Fields behind the name, which may hold anything but ends with the last parenthesis.</summary>
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ResidentPages = 21;

    private readonly Process _process;
    private readonly SafeFileHandle? _stat;

    internal ProcessFigures(Process process)
    {
        _process = process;
        try
        {
            _stat = OperatingSystem.IsLinux() ? File.OpenHandle($"/proc/{process.Id}/stat") : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended already, or the system shows it to nobody: the framework's object says what it can.
        }
    }

    /// <summary>Resident memory in bytes, and what it has computed; nothing once it has ended.</summary>
    internal (long Memory, TimeSpan ProcessorTime) Read() => _stat is null ? Ask() : Parse();

    public void Dispose() => _stat?.Dispose();

    private (long Memory, TimeSpan ProcessorTime) Parse()
    {
        Span<byte> line = stackalloc byte[1024];
        try
        {
            line = line[..RandomAccess.Read(_stat!, line, 0)];
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return default;
        }

        if (line.IsEmpty)
            return default;
        var fields = line[(line.LastIndexOf((byte)')') + 2)..];
        var ticks = Field(fields, UserTime) + Field(fields, SystemTime);
        return (Field(fields, ResidentPages) * Environment.SystemPageSize, TimeSpan.FromSeconds((double)ticks / TicksPerSecond));
    }

    private static long Field(ReadOnlySpan<byte> fields, int index)
    {
        for (; index > 0; index--)
            fields = fields[(fields.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(fields, out long value, out _) ? value : 0;
    }

    /// <summary>One at a time: the framework's object keeps what it read last.</summary>
    private (long Memory, TimeSpan ProcessorTime) Ask()
    {
        lock (_process)
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? default : (_process.WorkingSet64, _process.TotalProcessorTime);
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception)
            {
                return default;
            }
        }
    }
}
