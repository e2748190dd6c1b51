using Dew.Core;
using Microsoft.Extensions.Logging;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>
/// A session of its own that serves requests one after the other, on a thread of its own or, where <see cref="LanePool"/> says so, on borrowed ones:
/// then it runs while there is work. As a work item itself it serves one request, on the thread that brought it.
/// </summary>
internal sealed unsafe partial class Lane : IThreadPoolWorkItem
{
    /// <summary>Visits one request gets when the connection fails under it. A fault that follows a request around is the module's answer to it.</summary>
    private const int MaxAttempts = 3;

    private readonly LanePool _pool;
    private readonly LaneContext _context;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private LaneJob _job;
    private Ending _ending;
    private int _active;

    internal Lane(LanePool pool, LaneContext context, string name)
    {
        _pool = pool;
        _context = context;
        _logger = context.Logger;
        Name = name;
        OnPool = new PoolRun(this);
    }

    internal string Name { get; }

    /// <summary>What to queue for the lane to run on the thread pool.</summary>
    internal IThreadPoolWorkItem OnPool { get; }

    internal CallWindow Window { get; } = new();

    internal LaneContext Context => _context;

    internal Connection Connection => _connection!;

    /// <summary>The session, 0 for none.</summary>
    internal nuint Session { get; private set; }

    internal CK_FUNCTION_LIST* Functions => _connection!.Functions;

    /// <summary>Runs on a thread of its own from now on.</summary>
    internal void StartThread() => new Thread(RunOnOwnThread) { IsBackground = true, Name = Name }.Start();

    /// <summary>By who has work for a lane that borrows threads: takes it if it is idle. Then it has to be executed.</summary>
    internal bool TryActivate() => Volatile.Read(ref _active) == 0 && Interlocked.Exchange(ref _active, 1) == 0;

    /// <summary>Waits until the lane has ended.</summary>
    internal bool Join(TimeSpan patience) => _ended.Task.Wait(patience);

    /// <summary>By the connector, for a connection that is over: closes the lane's session if the lane is not inside the module.</summary>
    internal void CloseStaleSession()
    {
        if (Window.TryEnter(_context.Clock.GetTimestamp()))
        {
            CloseSession();
            Window.TryLeave();
        }
    }

    private void RunOnOwnThread()
    {
        bool mayServe = Attach(null, 0) != AttachResult.Retired;
        while (mayServe && _pool.Take() is { } request)
        {
            mayServe = Serve(request);
            TakeEnding().Tell(onThisThread: false);
        }

        End();
    }

    /// <summary>On the thread that brought the work: one request, so that others do not keep the thread.</summary>
    void IThreadPoolWorkItem.Execute() => Run(mostRequests: 1);

    /// <summary>
    /// Serves until there is no work. The last owner goes on on this thread, after the lane was made free for others; an owner
    /// behind whom others wait is sent to another thread, so that they need not wait for him.
    /// </summary>
    private void Run(int mostRequests)
    {
        Ending last = default;
        int served = 0;
        while (!_pool.IsStopped)
        {
            if (served == mostRequests && _pool.HasWork)
            {
                LanePool.RunOnPool(this);
                last.Tell(onThisThread: true);
                return;
            }

            if (_pool.TryTake() is { } request)
            {
                last.Tell(onThisThread: false);
                bool mayServe = Serve(request);
                served++;
                last = TakeEnding();
                if (mayServe)
                {
                    continue;
                }

                last.Tell(onThisThread: false);
                End();
                return;
            }

            Interlocked.Exchange(ref _active, 0);
            last.Tell(onThisThread: true);
            last = default;
            // Announced idle first, looked again after: who brings work or the end either sees the idle lane or is seen here.
            if (!(_pool.HasWork || _pool.IsStopped) || !TryActivate())
            {
                return;
            }
        }

        last.Tell(onThisThread: false);
        End();
    }

    private void End()
    {
        _pool.Remove(this);
        if (Window.IsGivenUp)
        {
            // The call came back after all; what it held goes now.
            CloseSession();
            _context.Connector.LostCallReturned();
        }
        else
        {
            CloseStaleSession();
        }

        _ended.SetResult();
    }

    /// <returns>False if the lane must end.</returns>
    private bool Serve(Request request)
    {
        if (!request.IsQueued(out long ticket))
        {
            return true;
        }

        request.Capture(ref _job);
        if (!request.TryMove(ticket, RequestPhase.Queued, RequestPhase.Running))
        {
            return true;
        }

        CallResult result = default;
        for (int attempt = 0; attempt < MaxAttempts;)
        {
            switch (Attach(request, ticket))
            {
                case AttachResult.Over:
                    return true;
                case AttachResult.Retired:
                    return false;
            }

            switch (Visit(request, ticket, out result))
            {
                case VisitResult.Done:
                    return true;
                case VisitResult.GivenUp:
                    return false;
                case VisitResult.Again:
                    attempt++;
                    break;
            }
        }

        LogGivenBack(CkrName.Of(result.Rv), MaxAttempts);
        Finish(request, ticket, Status.HsmFailed, 0);
        return true;
    }

    /// <summary>One try: key, module, answer.</summary>
    private VisitResult Visit(Request request, long ticket, out CallResult result)
    {
        Connection connection = _connection!;
        uint epoch = connection.Epoch;
        LoadedKey? key = _job.Key;
        result = default;
        if (key is not null && !key.TryPin(epoch))
        {
            switch (Load(key, request, ref result))
            {
                case VisitResult.GivenUp:
                    request.LateReturn(ticket, ref _job);
                    return VisitResult.GivenUp;
                case VisitResult.Done:
                    Finish(request, ticket, result.Status, 0);
                    return VisitResult.Done;
                case not VisitResult.Ready and var other:
                    return other;
            }
        }

        Window.Enter(_context.Clock);
        // The connector may have begun to tidy up since; inside the window it waits for this lane.
        result = ReferenceEquals(_context.Connector.Current, connection) ? request.Execute(this, ref _job) : CallResult.Failed(CKR_SESSION_CLOSED);
        bool ours = Window.TryLeave();
        key?.Unpin(epoch);
        if (!ours)
        {
            request.LateReturn(ticket, ref _job);
            return VisitResult.GivenUp;
        }

        return Judge(request, ticket, connection, result);
    }

    private VisitResult Judge(Request request, long ticket, Connection connection, CallResult result)
    {
        if (result.Status != Status.Unset)
        {
            Finish(request, ticket, result.Status, result.OutputLength);
            return VisitResult.Done;
        }

        if (Ckr.IsConnectionLoss(result.Rv))
        {
            return Lose(connection, result.Rv);
        }

        _context.Connector.NoteError(result.Rv);
        if (result.Rv == CKR_OPERATION_ACTIVE)
        {
            // A leftover of an earlier call that failed half way; a new session has none.
            CloseStaleSession();
            return VisitResult.Again;
        }

        LogRefused(CkrName.Of(result.Rv));
        Finish(request, ticket, Status.HsmFailed, 0);
        return VisitResult.Done;
    }

    /// <returns>Again for the one who found out; Stale for who only felt that another had.</returns>
    private VisitResult Lose(Connection connection, nuint rv) =>
        _context.Connector.ReportLoss(connection, rv) ? VisitResult.Again : VisitResult.Stale;

    private void Finish(Request request, long ticket, Status status, int outputLength)
    {
        if (request.TryEnd(ticket))
        {
            _ending = new Ending(request, status, outputLength);
        }
        else
        {
            request.CleanUpAfterLateReturn(ref _job);
        }

        _job = default;
    }

    private Ending TakeEnding()
    {
        Ending ending = _ending;
        _ending = default;
        return ending;
    }

    private void CloseSession()
    {
        if (Session != 0 && _connection is { } connection && connection.IsModuleStillInitialised)
        {
            // An error means that it is closed already.
            _ = connection.Functions->C_CloseSession(Session);
        }

        Session = 0;
    }

    [LoggerMessage(10, LogLevel.Warning, "The HSM refused an operation: {Ckr}.")]
    private partial void LogRefused(string ckr);

    [LoggerMessage(11, LogLevel.Error, "An operation failed {Attempts} times with errors of the connection, last {Ckr}; it is answered as failed.")]
    private partial void LogGivenBack(string ckr, int attempts);

    /// <summary>An ended request whose owner has to be told.</summary>
    private readonly record struct Ending(Request? Request, Status Status, int OutputLength)
    {
        internal void Tell(bool onThisThread) => Request?.Tell(Status, OutputLength, onThisThread);
    }

    /// <summary>The lane on a thread of the thread pool, where it may serve all that waits.</summary>
    private sealed class PoolRun(Lane lane) : IThreadPoolWorkItem
    {
        public void Execute() => lane.Run(int.MaxValue);
    }

    private enum AttachResult
    {
        Ready,
        Over,
        Retired,
    }

    private enum VisitResult
    {
        Ready,
        Done,
        Again,
        Stale,
        GivenUp,
    }
}
