using System.Reflection;
using System.Runtime.Loader;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>The images this worker has been handed, each in a load context of its own. The host says which one goes.</summary>
internal sealed class ImageCache
{
    private readonly Dictionary<string, Image> _images = [];

    internal Image this[string hash] => _images.TryGetValue(hash, out var image)
        ? image
        : throw new InvalidDataException($"The host named the image {hash} and had not sent it.");

    internal void Load(LoadImage load)
    {
        if (load.InPlaceOf is { } old && _images.Remove(old, out var image))
            image.Unload();
        _images.Add(load.ImageHash, new Image(load));
    }
}

/// <summary>A rule's image in a load context of its own. What it names beyond itself comes from the worker's own assemblies.</summary>
internal sealed class Image
{
    private readonly AssemblyLoadContext _context;
    private readonly Func<object?[], Task<object?>> _factory;

    internal Image(LoadImage load)
    {
        _context = new AssemblyLoadContext(load.ImageHash, isCollectible: true);
        var assembly = _context.LoadFromStream(new MemoryStream(load.Dll), new MemoryStream(load.Pdb));
        var script = assembly.GetType("Script") ?? throw new InvalidDataException($"The image {load.ImageHash} holds no script.");
        var factory = script.GetMethod("<Factory>", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new InvalidDataException($"The image {load.ImageHash} has no entry.");
        _factory = factory.CreateDelegate<Func<object?[], Task<object?>>>();
    }

    /// <summary>Makes a new script object and runs its top level.</summary>
    internal Task<object?> RunTopLevel() => _factory(new object?[2]);

    internal void Unload() => _context.Unload();
}
