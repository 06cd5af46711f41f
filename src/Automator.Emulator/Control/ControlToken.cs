using System.Security.Cryptography;

namespace Automator.Emulator.Control;

/// <summary>What the control surface wants to hear. Kept with the data, so that scripts outlive a restart.</summary>
internal static class ControlToken
{
    private const int Length = 40;

    public static string For(string? folder)
    {
        if (folder is null) return New();
        var path = Path.Combine(folder, "control.token");
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: Length } kept) return kept;
        var token = New();
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(token);
        return token;
    }

    private static string New() => RandomNumberGenerator.GetHexString(Length, lowercase: true);
}
