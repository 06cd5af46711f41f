using System.Net;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>The only way from the host to an account: operations in, records and failures out.</summary>
internal sealed class BasecampClient : IAccountClient, IDisposable
{
    private readonly AccountConnection _connection;
    private readonly HttpClient _http;
    private readonly Exchange _exchange;
    private readonly TimeProvider _time;
    private AccountZone? _zone;

    internal BasecampClient(AccountConnection connection, RequestBudget budget, TimeProvider time, ILogger logger, Resilience? resilience = null)
    {
        _connection = connection;
        _time = time;
        _http = new HttpClient(connection.Handler ?? Handler(connection.Url), disposeHandler: connection.Handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/xml");
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(connection.UserAgent);
        _exchange = new Exchange(connection, _http, budget, resilience ?? new Resilience(), time, logger);
        if (connection.Zone is { } name)
            _zone = AccountZone.TryFind(name, out var found) ? found : throw new ArgumentException($"'{name}' is no time zone.", nameof(connection));
    }

    public void Dispose()
    {
        _http.Dispose();
        _exchange.Dispose();
        (_connection.Credentials as IDisposable)?.Dispose();
    }

    /// <summary>Who the account is: one request for it, and one for its company. Throws when it does not let us in.</summary>
    internal async Task<AccountIdentity> Identify(RequestSource source, CancellationToken cancellation)
    {
        const string Path = "/account.xml";
        var answer = await _exchange.Get(Path, source, cancellation);
        var account = Read(Path, answer, AccountZone.Utc, "account", AnswerPeople.Account);
        _zone ??= await ZoneOf(account.PrimaryCompanyId, source, cancellation);
        return new AccountIdentity
        {
            Id = account.Id,
            Name = account.Name,
            Zone = _zone,
            Incarnation = answer.Header("X-Emulator-Incarnation"),
        };
    }

    /// <summary>Executes any query; the answer is an object of its result's type.</summary>
    public Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation) =>
        new QueryReader(this, source, cancellation).Answer(query);

    /// <summary>What an effect will send. Asks nothing and changes nothing.</summary>
    public EffectRequest Plan(Operation effect)
    {
        try
        {
            return EffectPlan.Of(effect);
        }
        catch (CallFailedException e)
        {
            throw new CallFailedException(e.Failure with { Account = _connection.Name }, e.InnerException);
        }
    }

    /// <summary>
    /// Sends what was planned. Cancellation is heard until the request is on its way, and not after: then only its answer
    /// or a timeout ends it.
    /// </summary>
    public async Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation)
    {
        var answer = await _exchange.Make(request, source, cancellation);
        return new EffectAnswer
        {
            Status = (int)answer.Status,
            CreatedId = request.Creates ? Locations.IdIn(answer.Header("Location")) ?? CreatedRecords.IdIn(answer) : null,
            UploadId = request.Uploads ? CreatedRecords.UploadIn(answer) : null,
        };
    }

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal Uri Url => _connection.Url;

    internal async Task<T> Get<T>(string path, string root, Func<AnswerXml, T> read, RequestSource source, CancellationToken cancellation) =>
        Read(path, await _exchange.Get(path, source, cancellation), AccountZone.Utc, root, read);

    /// <summary>The same for records with days in them, which only the account's zone can tell.</summary>
    internal async Task<T> GetZoned<T>(string path, string root, Func<AnswerXml, T> read, RequestSource source, CancellationToken cancellation)
    {
        var known = _zone ?? (await Identify(source, cancellation)).Zone;
        return Read(path, await _exchange.Get(path, source, cancellation), known, root, read);
    }

    /// <summary>The same with the answer itself, for what only its headers tell.</summary>
    internal async Task<(T Value, HttpAnswer Answer)> GetWhole<T>(
        string path, string root, Func<AnswerXml, T> read, bool zoned, RequestSource source, CancellationToken cancellation)
    {
        var known = zoned ? _zone ?? (await Identify(source, cancellation)).Zone : AccountZone.Utc;
        var answer = await _exchange.Get(path, source, cancellation);
        return (Read(path, answer, known, root, read), answer);
    }

    /// <summary>The request that a form is to be sent with, such as <c>POST /projects/1/posts.xml</c>; null where the account did not say.</summary>
    /// <exception cref="CallFailedException">Whoever asks may not do this, or there is no such record.</exception>
    internal async Task<string?> Action(Template template, RequestSource source, CancellationToken cancellation)
    {
        var (_, answer) = await GetWhole(template.Path, template.Root, xml => xml.Name, zoned: false, source, cancellation);
        return answer.Header(template.ActionHeader);
    }

    internal CallFailedException Failed(string path, CallFailureKind kind, string message) => new(new CallFailure
    {
        Kind = kind,
        Message = message,
        Account = _connection.Name,
        Method = "GET",
        Path = path,
    });

    private T Read<T>(string path, HttpAnswer answer, AccountZone known, string root, Func<AnswerXml, T> read)
    {
        try
        {
            using var xml = new AnswerXml(answer.Body, known);
            return xml.Name == root || (AnswerCalendar.OlderName(root) is { } older && xml.Name == older) ? read(xml) : throw xml.Unreadable($"it is a <{xml.Name}> where a <{root}> was asked for");
        }
        catch (UnreadableXmlException e)
        {
            throw new Failures(_connection, "GET", path).Unreadable(e.Message, answer, e);
        }
    }

    private async Task<AccountZone> ZoneOf(long companyId, RequestSource source, CancellationToken cancellation)
    {
        var path = $"/companies/{companyId}.xml";
        const string Remedy = "Set \"zone\" for the account in automator.json.";
        Company company;
        try
        {
            company = await Get(path, "company", AnswerPeople.Company, source, cancellation);
        }
        catch (CallFailedException e) when (e.Failure.Kind is CallFailureKind.NotFound or CallFailureKind.Forbidden && e.Status != (int)HttpStatusCode.Unauthorized)
        {
            throw Failed(path, e.Failure.Kind, $"The zone of the account '{_connection.Name}' is its company's, which it does not show. {Remedy}");
        }

        return company.TimeZoneId is { } name && AccountZone.TryFind(name, out var found)
            ? found
            : throw Failed(path, CallFailureKind.Unreadable,
                $"The company of the account '{_connection.Name}' has {(company.TimeZoneId is null ? "no time zone" : $"the unknown time zone '{company.TimeZoneId}'")}. {Remedy}");
    }

    private static SocketsHttpHandler Handler(Uri url) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        UseProxy = !url.IsLoopback,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // So that a changed address is seen.
        MaxConnectionsPerServer = Exchange.Doors,
    };
}
