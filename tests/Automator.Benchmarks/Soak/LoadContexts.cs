using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Automator.Host.Processes;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Worker;

namespace Automator.Benchmarks.Soak;

/// <summary>The worker's own image cache in this process, where one can count: handed image after image as a lane does, each registered once.</summary>
internal static class LoadContexts
{
    /// <returns>How many were loaded, how many were left while the cache held the last of them, and how many without it.</returns>
    internal static async Task<(int Loaded, int Held, int Left)> Count(IEnumerable<StoredRule> images, CancellationToken cancellation)
    {
        var before = Alive();
        var (loaded, held) = await LoadAll(images, before, cancellation);
        return (loaded, held, Alive() - before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(int Loaded, int Held)> LoadAll(IEnumerable<StoredRule> images, int before, CancellationToken cancellation)
    {
        var cache = new ImageCache();
        var held = new Queue<string>();
        var loaded = 0;
        foreach (var image in images)
        {
            var (dll, pdb) = await image.Read(cancellation);
            cache.Load(new LoadImage { ImageHash = image.Hash, Dll = dll, Pdb = pdb, InPlaceOf = held.Count == Lane.MostImages ? held.Dequeue() : null });
            held.Enqueue(image.Hash);
            Register(cache[image.Hash]);
            loaded++;
        }

        var alive = Alive() - before;
        GC.KeepAlive(cache);
        return (loaded, alive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register(Image image)
    {
        Ambient.Current = new RuleRegistration();
        TopLevel.Run(image);
        Ambient.Current = null;
    }

    /// <summary>A context goes in two collections: what it holds, then itself.</summary>
    private static int Alive()
    {
        for (var turn = 0; turn < 4; turn++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return AssemblyLoadContext.All.Count(context => context.IsCollectible);
    }
}
