using System.Diagnostics;

namespace Automator.Benchmarks.Storms;

/// <summary>Hears of every request of this process from the runtime's own diagnostics; those that change something may kill it.</summary>
internal sealed class DeadlyRequests(KillSwitch kill) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly TimeSpan Middle = TimeSpan.FromMilliseconds(3);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "HttpHandlerDiagnosticListener")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is not HttpRequestMessage { Method.Method: not "GET" })
            return;
        if (value.Key == "System.Net.Http.HttpRequestOut.Start")
        {
            kill.Pass(KillPoints.BeforeSend);
            kill.PassThrough(KillPoints.WhileSent, Middle);
        }
        else if (value.Key == "System.Net.Http.HttpRequestOut.Stop")
            kill.Pass(KillPoints.AfterSend);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
