using System.Diagnostics.CodeAnalysis;
using System.Text;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>
/// One run at a time, on the thread that calls <see cref="Run"/>. The host's frames are taken one by one: each is acted
/// on, then the rule runs until it has nothing left to do, then the next frame is taken. So the order in which answers
/// arrive alone decides what the rule does.
/// </summary>
internal sealed class WorkerLoop(FramePipe<HostFrame, WorkerFrame> pipe, Stream errors)
{
    private readonly FrameQueue _frames = new();
    private readonly ImageCache _images = new();
    private readonly Pump _pump = new();
    private RunSession? _run;

    /// <summary>For as long as the process lives: it ends when the host has closed the pipe.</summary>
    [DoesNotReturn]
    internal void Run()
    {
        SynchronizationContext.SetSynchronizationContext(_pump);
        new Thread(ReadFrames) { IsBackground = true, Name = "frames" }.Start();
        WarmUp.Rehearse(() => _frames.Count > 0);

        while (true)
        {
            Act(_frames.Take());
            _pump.Drain();
            _run?.SayWhereItIs();
        }
    }

    private void ReadFrames()
    {
        Exception? broken = null;
        try
        {
            while (pipe.Read(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } frame)
                _frames.Add(frame);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            broken = e;
        }

        // The host is gone, and nobody is left to stop a rule that does not end: so the process does, whatever it is at.
        if (broken is not null)
            errors.Write(Encoding.UTF8.GetBytes(broken.Message + "\n"));
        Environment.Exit(broken is null ? 0 : 1);
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
