namespace Automator.Benchmarks.Hosts;

/// <summary>A folder as a user has it, on an emulated account without limits. Gone afterwards.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    internal Workplace()
    {
        Directory.CreateDirectory(Rules);
        Configure(rules: "");
    }

    internal string Path => _folder.FullName;

    internal string Rules => At("rules");

    internal string Data => At("data");

    internal string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Lets a rule change the account as often as can be said.</summary>
    internal void NeverPause(string rule) => Configure($$"""
        , "rules": { "{{rule}}": { "effectsAnHour": 1000000 } }
        """);

    private void Configure(string rules) => File.WriteAllText(At("automator.json"), $$"""
        { "listen": "127.0.0.1:0", "accounts": { "demo": { "url": "emulator", "emulator": { "port": 0, "limits": "off" } {{rules}} } } }
        """);

    /// <summary>What a newcomer has: the rules of the checkout.</summary>
    internal void AddSampleRules()
    {
        foreach (var file in new DirectoryInfo(System.IO.Path.Combine(Checkout.Root, "rules")).EnumerateFiles("*.csx"))
            file.CopyTo(System.IO.Path.Combine(Rules, file.Name));
    }

    internal void Rule(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Rules, name + ".csx"), text);

    internal void Forget(string name)
    {
        if (Directory.Exists(At(name)))
            Directory.Delete(At(name), recursive: true);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
