using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Automator.Tests.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Control;

public sealed class ImageTrimmingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SemaphoreSlim _looks = new(0);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ImageCache _cache;
    private Task _trimming = Task.CompletedTask;

    public ImageTrimmingTests()
    {
        _cache = new ImageCache(_folder["images"], _time);
        _cache.Keep(Image('a'));
        _cache.Keep(Image('b'));
    }

    public void Dispose()
    {
        _looks.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task HostThatRunsForMonths_DropsWhatNobodyUsedAndSparesWhatIsLive()
    {
        Trim(() => [Image('b').Hash]);
        await Look();
        _cache.Find(Image('a').Hash).ShouldNotBeNull();

        _time.Advance(TimeSpan.FromDays(31));
        await Look();
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(_trimming);
        _cache.Find(Image('a').Hash).ShouldBeNull();
        _cache.Find(Image('b').Hash).ShouldNotBeNull();
    }

    [Fact]
    public async Task JournalThatCannotBeRead_DropsNothing_AndIsAskedAgainTheNextDay()
    {
        var canBeRead = false;
        Trim(() => canBeRead ? [Image('b').Hash] : throw new JournalException("The disk failed."));
        await Look();
        for (var day = 0; day < 31; day++)
            await NextDay();
        Kept().ShouldBe(2);

        canBeRead = true;
        await NextDay();
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(_trimming);
        Kept().ShouldBe(1);
    }

    private async Task NextDay()
    {
        _time.Advance(TimeSpan.FromDays(1));
        await Look();
    }

    /// <summary>The next one; what has ended looks no more.</summary>
    private async Task Look() => await await Task.WhenAny(_looks.WaitAsync(_stop.Token), _trimming);

    private void Trim(Func<HashSet<string>> inUse) => _trimming = new ImageTrimming(
        _cache,
        () =>
        {
            _looks.Release();
            return inUse();
        },
        _time,
        NullLogger<ImageTrimming>.Instance).Run(_stop.Token);

    private int Kept() => Directory.EnumerateFiles(_folder["images"], "*.json").Count();

    private static RuleImage Image(char letter) => new()
    {
        Hash = new string(letter, 64),
        Dll = [1],
        Pdb = [2],
        Manifest = new RuleManifest { Rule = new RuleDefinition(), Operations = [], Does = [], Files = [] },
    };
}
