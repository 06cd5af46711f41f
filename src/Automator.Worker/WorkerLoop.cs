using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Automator.Confinement;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>
/// One run at a time, on the thread that calls <see cref="Run"/>. The host's frames are read one by one: each is acted
/// on, then the rule runs until it has nothing left to do, then the next frame is read. So the order in which answers
/// arrive alone decides what the rule does. The host sends nothing that it would wait to be taken while a rule is at work.
/// </summary>
internal sealed class WorkerLoop(FramePipe<HostFrame, WorkerFrame> pipe, Stream errors)
{
    private readonly ImageCache _images = new();
    private readonly Pump _pump = new();
    private readonly Action _linger = PipeEnd.StandardInput.Linger;
    private RunSession? _run;

    /// <summary>For as long as the process lives: it ends when the host has closed the pipe.</summary>
    [DoesNotReturn]
    internal void Run()
    {
        SynchronizationContext.SetSynchronizationContext(_pump);
        if (PipeEnd.CanTell)
            new Thread(EndWithTheHost) { IsBackground = true, Name = "host" }.Start();
        WarmUp.Rehearse(() => PipeEnd.StandardInput.HasArrived());

        while (true)
        {
            Act(Next());
            _pump.Drain();
            _run?.SayWhereItIs();
        }
    }

    /// <summary>Nobody is left to stop a rule that does not end: so the process does, whatever it is at.</summary>
    private static void EndWithTheHost()
    {
        PipeEnd.StandardInput.WaitForEnd();
        Environment.Exit(0);
    }

    private HostFrame Next()
    {
        try
        {
            if (pipe.Read(_linger) is { } frame)
                return frame;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            errors.Write(Encoding.UTF8.GetBytes(e.Message + "\n"));
            Environment.Exit(1);
        }

        Environment.Exit(0);
        throw new UnreachableException();
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
            case AbandonRun:
                _run?.Abandon();
                _run = null;
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
            pipe.Write(new RuleRegistered { Rule = registration.ToDefinition(), Turn = register.Turn });
        }
        catch (Exception e) // the border to the rule's own code: whatever it throws is its error
        {
            pipe.Write(new RunEnded { Ending = RunEnding.Faulted, Turn = register.Turn, Error = RuleErrors.From(e) });
        }
        finally
        {
            Ambient.Current = null;
        }
    }
}
