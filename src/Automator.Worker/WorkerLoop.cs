using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Automator.Confinement;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>
/// One run at a time, on the thread that calls <see cref="Run"/>. The host's frames are taken one by one: each is acted
/// on, then the rule runs until it has nothing left to do, then the next frame is taken. So the order in which answers
/// arrive alone decides what the rule does.
/// </summary>
internal sealed class WorkerLoop(FramePipe<HostFrame, WorkerFrame> pipe, bool isConfined)
{
    private readonly BlockingCollection<HostFrame> _frames = [];
    private readonly ImageCache _images = new();
    private readonly Pump _pump = new();
    private RunSession? _run;
    private Exception? _broken;

    /// <summary>Returns the process's exit code when the host has closed the pipe.</summary>
    internal int Run()
    {
        SynchronizationContext.SetSynchronizationContext(_pump);
        var ready = Ready();
        new Thread(ReadFrames) { IsBackground = true, Name = "frames" }.Start();
        WarmUp.Run(isConfined);
        pipe.Write(ready);
        WarmUp.Rehearse(() => _frames.Count > 0);

        foreach (var frame in _frames.GetConsumingEnumerable())
        {
            Act(frame);
            _pump.Drain();
        }

        return 0;
    }

    /// <summary>What holds is asked of the kernel before the filter is on, since that refuses the question.</summary>
    private WorkerReady Ready() => new()
    {
        Protocol = ProtocolJson.Version,
        Runtime = RuntimeInformation.FrameworkDescription,
        Confinement = isConfined
            ? new() { GainsNoPrivileges = Privileges.AreNewRefused && Privileges.Capabilities == 0, IsFiltered = Privileges.IsFiltered }
            : null,
    };

    private void ReadFrames()
    {
        try
        {
            while (pipe.Read(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } frame)
                _frames.Add(frame);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _broken = e;
        }

        // The host is gone, and nobody is left to stop a rule that does not end: so the process does, whatever it is at.
        if (_broken is not null)
            Console.Error.WriteLine(_broken.Message);
        Environment.Exit(_broken is null ? 0 : 1);
    }

    private void Act(HostFrame frame)
    {
        switch (frame)
        {
            case LoadImage load:
                _images.Load(load);
                break;
            case RegisterRule register:
                Register(register);
                break;
            case BeginRun begin:
                _run = new RunSession(pipe, begin, _images[begin.ImageHash]);
                _run.Begin();
                break;
            case AnswerCall answer:
                _run?.Answer(answer);
                break;
            case CancelRun cancel:
                _run?.Stop(cancel.Reason);
                break;
        }
    }

    private void Register(RegisterRule register)
    {
        var registration = new RuleRegistration();
        Ambient.Current = registration;
        try
        {
            TopLevel.Run(_images[register.ImageHash]);
            pipe.Write(new RuleRegistered { Rule = registration.ToDefinition() });
        }
        catch (Exception e) // the border to the rule's own code: whatever it throws is its error
        {
            pipe.Write(new RunEnded { Ending = RunEnding.Faulted, Error = RuleErrors.From(e) });
        }
        finally
        {
            Ambient.Current = null;
        }
    }
}
