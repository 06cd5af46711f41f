using Microsoft.AspNetCore.Http;

namespace Automator.Tests.Basecamp;

/// <summary>Accounts that answer one request after the other as a test has it.</summary>
internal static class Scripted
{
    internal const string Comment = "<comment><id>1</id><created-at>2011-07-01T10:00:00Z</created-at></comment>";

    internal static Task Lost(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>One answer after the other; the last goes on.</summary>
    internal static Task<AccountStub> Answering(params Func<HttpContext, Task>[] answers)
    {
        var asked = -1;
        return AccountStub.Start(context => answers[Math.Min(Interlocked.Increment(ref asked), answers.Length - 1)](context));
    }

    /// <param name="status">0 breaks the connection off without an answer.</param>
    internal static Task<AccountStub> Failing(int times, int status, Func<HttpContext, Task> then) => Failing(times, context =>
    {
        if (status != 0)
            return context.Status(status);
        context.Abort();
        return Task.CompletedTask;
    }, then);

    internal static Task<AccountStub> Failing(int times, Func<HttpContext, Task> fail, Func<HttpContext, Task> then)
    {
        var asked = 0;
        return AccountStub.Start(context => Interlocked.Increment(ref asked) <= times ? fail(context) : then(context));
    }

    internal static async Task Reached(Func<bool> state)
    {
        while (!state())
        {
            AccountStub.Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
