using System.Reflection;
using System.Runtime.Loader;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>The images this worker has been handed, each in a load context of its own; the longest unused goes when there are too many.</summary>
internal sealed class ImageCache
{
    private const int Capacity = 64;

    private readonly Dictionary<string, (Image Image, long Used)> _images = [];
    private long _uses;

    internal Image this[string hash]
    {
        get
        {
            if (!_images.TryGetValue(hash, out var entry))
                throw new InvalidDataException($"The host named the image {hash} and had not sent it.");
            _images[hash] = (entry.Image, ++_uses);
            return entry.Image;
        }
    }

    internal void Load(LoadImage load)
    {
        if (_images.ContainsKey(load.ImageHash))
            return;
        if (_images.Count == Capacity)
        {
            var (oldest, entry) = _images.MinBy(pair => pair.Value.Used);
            _images.Remove(oldest);
            entry.Image.Unload();
        }

        _images.Add(load.ImageHash, (new Image(load), ++_uses));
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
