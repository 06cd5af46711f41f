using Automator.Emulator.Store;

namespace Automator.Emulator.Authorization;

/// <param name="Href">Where its API answers.</param>
internal sealed record AuthorizableAccount(Account Account, Uri Href);

/// <summary>One account as an identity sees it.</summary>
internal sealed record IdentityAccount(int Id, string Name, string Href);

/// <summary>A person by e-mail address, in lower case, with every account that knows the address.</summary>
internal sealed record Identity(string EmailAddress, string FirstName, string LastName, IReadOnlyList<IdentityAccount> Accounts);

/// <summary>Whom one can be: the people of the accounts who are not deleted.</summary>
internal sealed class Identities(Func<IReadOnlyList<AuthorizableAccount>> accounts)
{
    public IReadOnlyList<Identity> All() =>
    [
        .. Seats().GroupBy(seat => seat.EmailAddress).Select(seats => new Identity(
            seats.Key, seats.First().FirstName, seats.First().LastName, [.. seats.Select(seat => seat.Account).Distinct()])),
    ];

    public Identity? Find(string emailAddress) => All().FirstOrDefault(identity => identity.EmailAddress == emailAddress);

    /// <param name="name">An e-mail address, or the user name in one of the accounts.</param>
    public Identity? Named(string name) =>
        Find(name.Trim().ToLowerInvariant()) ?? (Seats().FirstOrDefault(seat => seat.UserName == name.Trim()) is { } found ? Find(found.EmailAddress) : null);

    private IEnumerable<Seat> Seats() => accounts().SelectMany(each => each.Account.Work(account =>
    {
        var own = new IdentityAccount(account.Number, account.Facts.Name, each.Href.AbsoluteUri.TrimEnd('/'));
        return account.People.All
            .Where(person => !person.Deleted && person.EmailAddress.Length > 0)
            .Select(person => new Seat(person.EmailAddress.ToLowerInvariant(), person.UserName, person.FirstName, person.LastName, own))
            .ToList();
    }));

    private sealed record Seat(string EmailAddress, string UserName, string FirstName, string LastName, IdentityAccount Account);
}
