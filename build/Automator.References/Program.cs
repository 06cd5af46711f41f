using Automator.References;

if (args is not [var allowlistFile, var packFolder, var sdkFile, var lockFile, var outputFolder, ..])
{
    Console.Error.WriteLine("usage: Automator.References ALLOWLIST TARGETING-PACK-FOLDER SDK-DLL LOCK OUTPUT-FOLDER [--accept]");
    return 2;
}

try
{
    var allowlist = Allowlist.Read(allowlistFile);
    using var pack = new TargetingPack(packFolder, sdkFile);
    var names = MissingNames.Before(pack);
    var pruned = new Pruner(allowlist, pack).Prune();
    var members = new LockFile(lockFile, pruned);
    if (args.Contains("--accept"))
        members.Accept();
    else if (members.Differences() is { Count: > 0 } differences)
        throw new AllowlistException(lockFile, members.Explain(differences));

    Directory.CreateDirectory(outputFolder);
    foreach (var assembly in pruned)
        pack.Write(assembly, Path.Combine(outputFolder, assembly.Name.Name + ".dll"));
    File.WriteAllLines(Path.Combine(outputFolder, "missing.txt"), names.Without(pruned, allowlist));
    return 0;
}
catch (AllowlistException e)
{
    // The form that MSBuild reads as an error of that file.
    Console.Error.WriteLine($"{e.File}({e.Line}): error RULE100: {e.Message}");
    return 1;
}
