using System.Text.Json;
using Automator.Emulator.Store;

namespace Automator.Emulator.Control;

/// <summary>How the account behaves, changed while it runs. What a request leaves out stays as it is.</summary>
internal static class SettingsControl
{
    public static IReadOnlyList<ControlRoute> Routes { get; } =
    [
        new("GET", "/settings", Show),
        new("PUT", "/settings", Change),
    ];

    private static ControlAnswer Change(ControlCall call)
    {
        var wanted = call.Read(ControlJson.Default.Settings);
        if (wanted.Error() is { } error) throw new JsonException(error);
        call.Site.Account.Work(account => account.Behaviour = wanted.Over(account.Behaviour));
        if (wanted.Limits is { } limits) call.Site.Throttle.Limits = limits.Over(call.Site.Throttle.Limits);
        return Show(call);
    }

    private static ControlAnswer Show(ControlCall call) => ControlAnswer.Of(
        Settings.Of(call.Site.Account.Work(account => account.Behaviour), call.Site.Throttle.Limits), ControlJson.Default.Settings);
}

/// <param name="ChangeDates">When a project's last-changed-on moves: all (on every change), todos (on those of to-dos), late.</param>
internal sealed record Settings(ChangeDates? ChangeDates = null, double? LateSeconds = null, int? UploadStatus = null, LimitSettings? Limits = null)
{
    public static Settings Of(AccountBehaviour behaviour, EmulatorLimits limits) =>
        new(behaviour.ChangeDates, behaviour.Lateness.TotalSeconds, behaviour.UploadStatus, LimitSettings.Of(limits));

    public string? Error() => this switch
    {
        { ChangeDates: { } dates } when !Enum.IsDefined(dates) => $"changeDates is {dates}, but must be all, todos or late.",
        { LateSeconds: not (null or (>= 0 and <= 86_400)) } => $"lateSeconds is {LateSeconds}, but must be from 0 to 86400.",
        { UploadStatus: not (null or 200 or 201) } => $"uploadStatus is {UploadStatus}, but must be 201 or 200.",
        _ => Limits?.Error(),
    };

    public AccountBehaviour Over(AccountBehaviour before) => before with
    {
        ChangeDates = ChangeDates ?? before.ChangeDates,
        Lateness = LateSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : before.Lateness,
        UploadStatus = UploadStatus ?? before.UploadStatus,
    };
}

/// <param name="Mode">documented or off: before the other figures are taken over.</param>
internal sealed record LimitSettings(
    string? Mode = null, int? Gets = null, int? Others = null, double? WindowSeconds = null, int? Unidentified = null, double? UnidentifiedWindowSeconds = null,
    WindowKind? Windows = null, double? PhaseSeconds = null, int? Status = null)
{
    public static LimitSettings Of(EmulatorLimits limits) => new(
        null, limits.Gets, limits.Others, limits.Window.TotalSeconds, limits.Unidentified, limits.UnidentifiedWindow.TotalSeconds,
        limits.Windows, limits.Phase.TotalSeconds, limits.Status);

    public string? Error() => this switch
    {
        { Mode: not (null or "documented" or "off") } => $"limits.mode is \"{Mode}\", but must be documented or off.",
        { Gets: < 1 } or { Others: < 1 } or { Unidentified: < 1 } => "limits.gets, limits.others and limits.unidentified must be 1 or more.",
        { WindowSeconds: not (null or (>= EmulatorLimits.ShortestWindow and <= EmulatorLimits.LongestWindow)) } =>
            $"limits.windowSeconds is {WindowSeconds}, but must be from {EmulatorLimits.ShortestWindow} to {EmulatorLimits.LongestWindow}.",
        { UnidentifiedWindowSeconds: not (null or (>= EmulatorLimits.ShortestWindow and <= EmulatorLimits.LongestWindow)) } =>
            $"limits.unidentifiedWindowSeconds is {UnidentifiedWindowSeconds}, but must be from {EmulatorLimits.ShortestWindow} to {EmulatorLimits.LongestWindow}.",
        { PhaseSeconds: not (null or (>= 0 and <= EmulatorLimits.LongestWindow)) } => $"limits.phaseSeconds is {PhaseSeconds}, but must be from 0 to {EmulatorLimits.LongestWindow}.",
        { Status: not (null or 429 or 503) } => $"limits.status is {Status}, but must be 429 or 503.",
        _ => null,
    };

    public EmulatorLimits Over(EmulatorLimits before)
    {
        var start = Mode switch { "documented" => EmulatorLimits.Documented, "off" => EmulatorLimits.Off, _ => before };
        return start with
        {
            Gets = Gets ?? start.Gets,
            Others = Others ?? start.Others,
            Window = Span(WindowSeconds) ?? start.Window,
            Unidentified = Unidentified ?? start.Unidentified,
            UnidentifiedWindow = Span(UnidentifiedWindowSeconds) ?? start.UnidentifiedWindow,
            Windows = Windows ?? start.Windows,
            Phase = Span(PhaseSeconds) ?? start.Phase,
            Status = Status ?? start.Status,
        };
    }

    private static TimeSpan? Span(double? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;
}
