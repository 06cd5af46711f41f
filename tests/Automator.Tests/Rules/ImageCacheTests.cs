using Automator.Host;
using Automator.Host.Rules;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

public sealed class ImageCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ImageCache _cache;

    public ImageCacheTests() => _cache = new ImageCache(_folder["images"], _time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KeptImage_IsFoundWhole()
    {
        var image = Image('a');
        _cache.Keep(image);

        var found = _cache.Find(image.Hash).ShouldNotBeNull();

        found.Dll.ShouldBe(image.Dll);
        found.Pdb.ShouldBe(image.Pdb);
        found.Manifest.Does.ShouldBe(["comments"]);
        found.Manifest.Rule.Limits.Time.ShouldBe(TimeSpan.FromMinutes(30));
        found.Manifest.Rule.Handlers.ShouldHaveSingleItem().ShouldBe(image.Manifest.Rule.Handlers[0]);
        Directory.EnumerateFiles(_folder["images"]).Count().ShouldBe(3);
    }

    [Theory]
    [InlineData(".dll", "other")]
    [InlineData(".pdb", "other")]
    [InlineData(".json", "{")]
    [InlineData(".json", "")]
    [InlineData(".json", "null")]
    [InlineData(".json", "{}")]
    [InlineData(".json", null)]
    [InlineData(".dll", null)]
    [InlineData(".pdb", null)]
    public void DamagedOrIncompleteImage_CountsAsMissingAndCanBeKeptAnew(string suffix, string? content)
    {
        var image = Image('a');
        _cache.Keep(image);
        var file = Path.Combine(_folder["images"], image.Hash + suffix);
        if (content is null)
            File.Delete(file);
        else
            File.WriteAllText(file, content);

        _cache.Find(image.Hash).ShouldBeNull();
        _cache.Keep(image);
        _cache.Find(image.Hash).ShouldNotBeNull();
    }

    [Fact]
    public void ImageOfAnotherFormat_CountsAsMissing()
    {
        var image = Image('a');
        _cache.Keep(image);
        var file = Path.Combine(_folder["images"], image.Hash + ".json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 1", "\"format\": 2"));

        _cache.Find(image.Hash).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("live")]
    public void WhatIsNoHash_IsNotFound(string hash) => _cache.Find(hash).ShouldBeNull();

    [Fact]
    public void Trim_DropsWhatIsUnusedAndSparesWhatItIsToldTo()
    {
        _cache.Keep(Image('a'));
        _cache.Keep(Image('b'));
        _cache.Keep(Image('c'));
        _time.Advance(TimeSpan.FromDays(20));
        _cache.Find(Image('b').Hash).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromDays(20));

        _cache.Trim(TimeSpan.FromDays(30), new HashSet<string> { Image('c').Hash }).ShouldBe(1);

        _cache.Find(Image('a').Hash).ShouldBeNull();
        _cache.Find(Image('b').Hash).ShouldNotBeNull();
        _cache.Find(Image('c').Hash).ShouldNotBeNull();
        Directory.EnumerateFiles(_folder["images"], Image('a').Hash + "*").ShouldBeEmpty();
    }

    [Fact]
    public void Trim_TakesWhatWritersLeftAndNoOtherFile()
    {
        _cache.Keep(Image('a'));
        var left = _folder.Write($"images/{Image('b').Hash}.dll.1.tmp", "half");
        var fresh = _folder.Write($"images/{Image('c').Hash}.dll.1.tmp", "half");
        var other = _folder.Write("images/live.json", "{}");
        File.SetLastWriteTimeUtc(left, _time.GetUtcNow().UtcDateTime.AddDays(-2));
        File.SetLastWriteTimeUtc(fresh, _time.GetUtcNow().UtcDateTime);
        File.SetLastWriteTimeUtc(other, _time.GetUtcNow().UtcDateTime.AddDays(-200));

        _cache.Trim(TimeSpan.FromDays(30), new HashSet<string>()).ShouldBe(0);

        File.Exists(left).ShouldBeFalse();
        File.Exists(fresh).ShouldBeTrue();
        File.Exists(other).ShouldBeTrue();
    }

    [Fact]
    public void LastGood_IsReadBackAndForgetsWhatIsNotLive()
    {
        var file = _folder["images/live.json"];
        new LastGood(file).Keep([KeyValuePair.Create(new RuleName("a"), "1"), KeyValuePair.Create(new RuleName("b/c"), "2")]);

        var second = new LastGood(file);
        second.Of(new RuleName("b/c")).ShouldBe("2");
        second.Keep([KeyValuePair.Create(new RuleName("a"), "3")]);

        var third = new LastGood(file);
        third.Of(new RuleName("a")).ShouldBe("3");
        third.Of(new RuleName("b/c")).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":")]
    [InlineData("null")]
    public void DamagedLastGood_SaysNothing(string content)
    {
        var lastGood = new LastGood(_folder.Write("live.json", content));

        lastGood.Of(new RuleName("a")).ShouldBeNull();
        lastGood.Keep([KeyValuePair.Create(new RuleName("a"), "1")]);
        new LastGood(_folder["live.json"]).Of(new RuleName("a")).ShouldBe("1");
    }

    private static RuleImage Image(char letter) => new()
    {
        Hash = new string(letter, 64),
        Dll = [1, 2, (byte)letter],
        Pdb = [3, (byte)letter],
        Manifest = new RuleManifest
        {
            Rule = new RuleDefinition
            {
                Description = "Ä",
                Handlers = [new HandlerDefinition { Key = "schedule-1", Trigger = Trigger.Schedule, Cron = "@daily", Line = 3, Misfire = Misfire.All }],
            },
            Operations = ["comment.create"],
            Does = ["comments"],
            Files = ["rule.csx"],
        },
    };
}
