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
        account.Work(at =>
        {
            // A client that knows a person's token goes on with it after a reset.
            var tokens = at.People.All.ToDictionary(person => person.UserName, person => person.Token);
            at.Begin(seed);
            plant(new Seedbed(at, tokens));
        });
    }

    private static Action<Seedbed> Generated(string seed)
    {
        var sizes = GeneratedSizes.Read(seed);
        return bed => GeneratedSeed.Plant(bed, sizes);
    }
}
