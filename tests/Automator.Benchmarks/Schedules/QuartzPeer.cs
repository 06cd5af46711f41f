using System.Collections.Specialized;
using System.Diagnostics;
using Automator.Benchmarks.Report;
using Quartz;
using Quartz.Impl;

namespace Automator.Benchmarks.Schedules;

/// <summary>The same with Quartz.NET, which keeps its triggers in memory.</summary>
internal static class QuartzPeer
{
    private static readonly Lock Adding = new();
    private static Sample? _lateness;

    internal static async Task<RunningSchedules> Start(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var factory = new StdSchedulerFactory(new NameValueCollection
        {
            ["quartz.scheduler.instanceName"] = $"peer-{Guid.NewGuid():N}",
            ["quartz.threadPool.maxConcurrency"] = "100",
            ["quartz.scheduler.batchTriggerAcquisitionMaxCount"] = "1000",
            ["quartz.scheduler.idleWaitTime"] = "1000",
        });
        var scheduler = await factory.GetScheduler(cancellation);
        for (var n = 0; n < ScheduleBenchmark.Schedules; n++)
        {
            var job = JobBuilder.Create<Fired>().WithIdentity($"job-{n}").Build();
            await scheduler.ScheduleJob(job, TriggerBuilder.Create().WithIdentity($"trigger-{n}").WithCronSchedule("* * * * * ?").Build(), cancellation);
        }

        await scheduler.Start(cancellation);
        return new RunningSchedules(Stopwatch.GetElapsedTime(began), lateness => Volatile.Write(ref _lateness, lateness), () => scheduler.Shutdown(waitForJobsToComplete: true));
    }

    private sealed class Fired : IJob
    {
        public Task Execute(IJobExecutionContext context)
        {
            if (Volatile.Read(ref _lateness) is { } lateness)
            {
                var late = TimeProvider.System.GetUtcNow() - context.ScheduledFireTimeUtc!.Value;
                lock (Adding)
                    lateness.Add(late);
            }

            return Task.CompletedTask;
        }
    }
}
