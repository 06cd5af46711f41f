namespace Automator.Host.Configuration;

/// <summary>A value's place in the file, where what is wrong with it is said.</summary>
internal sealed record Place(Reading Reading, string Path, string Name)
{
    internal static Place Root(Reading reading) => new(reading, "$", "");

    internal Place Of(string key) => this with { Path = Path + Step(key), Name = key };

    internal Place Item(int index) => this with { Path = $"{Path}[{index}]", Name = "" };

    /// <returns>Always false, so that a parser can return it.</returns>
    internal bool Wrong(string message)
    {
        Reading.Errors.Add(new(Path, message));
        return false;
    }

    private static string Step(string key) =>
        key.Length is > 0 and <= 40 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$') ? $".{key}" : $"[{Quoted.Text(key)}]";
}
