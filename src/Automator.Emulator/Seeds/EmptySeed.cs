namespace Automator.Emulator.Seeds;

internal static class EmptySeed
{
    public static void Plant(Seedbed bed)
    {
        bed.Account.Facts.Name = "Your Company";
        var company = bed.Company("Your Company", "UTC");
        bed.Person(company, "Ada", "Admin", person => (person.Administrator, person.HasAccessToNewProjects) = (true, true));
    }
}
