using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Where an account comes from.</summary>
internal static class Seed
{
    public static void Plant(Account account, string seed)
    {
        // Read before anything is thrown away: a file that is wrong must not cost the account that is there.
        Action<Seedbed> plant = seed switch
        {
            "demo" => DemoSeed.Plant,
            "empty" => EmptySeed.Plant,
            _ when GeneratedSizes.IsMeant(seed) => Generated(seed),
            _ => SeedFile.Read(seed, account.Time).Plant,
        };
        Plant(account, seed, plant);
    }

    /// <exception cref="EmulatorException">The JSON is no seed.</exception>
    public static void PlantJson(Account account, string json) => Plant(account, "sent", SeedFile.Parse(json, "that was sent", account.Time).Plant);

    private static void Plant(Account account, string seed, Action<Seedbed> plant) =>
        account.Work(at =>
        {
            // A client that knows a person's token goes on with it after a reset.
            var tokens = at.People.All.DistinctBy(person => person.UserName).ToDictionary(person => person.UserName, person => person.Token);
            at.Begin(seed);
            plant(new Seedbed(at, tokens));
        });

    private static Action<Seedbed> Generated(string seed)
    {
        var sizes = GeneratedSizes.Read(seed);
        return bed => GeneratedSeed.Plant(bed, sizes);
    }
}
