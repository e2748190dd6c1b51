using Microsoft.Extensions.Logging;
using Dew.Core;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <content>Getting a session of the current connection, and keys into it.</content>
internal sealed unsafe partial class Lane
{
    private static readonly TimeSpan s_sessionBackOff = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for a connection and opens a session in it.</summary>
    /// <param name="request">What waits with this lane, null at the start of the lane.</param>
    /// <param name="ticket">Its ticket.</param>
    private AttachResult Attach(Request? request, long ticket)
    {
        while (true)
        {
            Connection? current = _context.Connector.Current;
            if (current is not null && ReferenceEquals(current, _connection) && Session != 0)
            {
                return AttachResult.Ready;
            }

            if (_pool.IsStopped)
            {
                return End(request, ticket, Status.HsmFailed, AttachResult.Retired);
            }

            if (current is null)
            {
                if (!WaitOutside(request, ticket, null))
                {
                    return AttachResult.Over;
                }

                continue;
            }

            nuint rv = OpenSession(current);
            if (Window.IsGivenUp)
            {
                request?.LateReturn(ticket, ref _job);
                return AttachResult.Retired;
            }

            if (rv == CKR_OK)
            {
                continue;
            }

            if (Ckr.IsConnectionLoss(rv))
            {
                _context.Connector.ReportLoss(current, rv);
                continue;
            }

            _context.Connector.NoteError(rv);
            if (_pool.TryRetire(this))
            {
                LogRetired(Name, CkrName.Of(rv), _pool.LaneCount);
                return PutBack(request, ticket);
            }
            else if (!WaitOutside(request, ticket, s_sessionBackOff))
            {
                return AttachResult.Over;
            }
        }
    }

    private nuint OpenSession(Connection current)
    {
        nuint rv = CKR_OK;
        Window.Enter(_context.Clock);
        CloseSession();
        _connection = current;
        if (ReferenceEquals(_context.Connector.Current, current))
        {
            nuint session;
            rv = current.Functions->C_OpenSession(current.SlotId, CKF_SERIAL_SESSION | CKF_RW_SESSION, null, null, &session);
            Session = rv == CKR_OK ? session : 0;
        }

        // Given up, the lane ends, and closes the session at its end.
        Window.TryLeave();
        return rv;
    }

    /// <summary>Waits without being counted as inside the module; the watchdog may end the request meanwhile.</summary>
    /// <returns>False if the request is over.</returns>
    private bool WaitOutside(Request? request, long ticket, TimeSpan? pause)
    {
        if (request is not null && !request.TryMove(ticket, RequestPhase.Running, RequestPhase.Parked))
        {
            request.CleanUpAfterLateReturn(ref _job);
            return false;
        }

        if (pause is { } time)
        {
            Thread.Sleep(time);
        }
        else
        {
            _context.Connector.WaitForConnection();
        }

        return request is null || request.TryMove(ticket, RequestPhase.Parked, RequestPhase.Running);
    }

    private AttachResult PutBack(Request? request, long ticket)
    {
        if (request is null)
        {
            return AttachResult.Retired;
        }

        // Queued before it is in the queue: whoever finds it may take it at once.
        if (!request.TryMove(ticket, RequestPhase.Running, RequestPhase.Queued))
        {
            request.CleanUpAfterLateReturn(ref _job);
        }
        else if (!_pool.TryRequeue(request) && request.TryMove(ticket, RequestPhase.Queued, RequestPhase.Running))
        {
            Finish(request, ticket, Status.HsmBusy, 0);
        }

        return AttachResult.Retired;
    }

    private AttachResult End(Request? request, long ticket, Status status, AttachResult result)
    {
        if (request is not null)
        {
            Finish(request, ticket, status, 0);
        }

        return result;
    }

    /// <summary>Gets a key into the HSM and pins it.</summary>
    /// <returns>Ready with the key pinned; Done with a status in <paramref name="result"/>; Again or Stale after a loss; GivenUp.</returns>
    private VisitResult Load(LoadedKey key, Request request, ref CallResult result)
    {
        Connection connection = _connection!;
        OwnerSession owner = connection.Owner;
        // Sessions must not be used by two threads at once (PKCS#11 v2.40 usage guide §2.6.7), and only the owner's session outlives the lanes.
        if (!owner.Gate.TryEnter(Remaining(request)))
        {
            result = CallResult.Refused(Status.HsmTimeout);
            return VisitResult.Done;
        }

        try
        {
            return key.TryPin(connection.Epoch) ? VisitResult.Ready : LoadInOwner(key, connection, owner, ref result);
        }
        finally
        {
            owner.Gate.Exit();
        }
    }

    private VisitResult LoadInOwner(LoadedKey key, Connection connection, OwnerSession owner, ref CallResult result)
    {
        Window.Enter(_context.Clock);
        owner.User = this;
        nuint victim = 0;
        nuint rv = CKR_SESSION_CLOSED;
        if (ReferenceEquals(_context.Connector.Current, connection))
        {
            rv = KeyMaterial.Load(connection, owner.Session, key, out nuint handle);
            if (rv == CKR_OK && !_context.Keys.TryInsert(key, connection.Epoch, handle, out victim))
            {
                victim = handle;
                rv = CKR_SESSION_CLOSED;
            }

            if (victim != 0)
            {
                // If it fails the connection is failing, and the object goes with it.
                _ = connection.Functions->C_DestroyObject(Session, victim);
            }
        }

        owner.User = null;
        if (!Window.TryLeave())
        {
            key.Unpin(connection.Epoch);
            return VisitResult.GivenUp;
        }

        if (rv == CKR_OK)
        {
            return VisitResult.Ready;
        }

        if (Ckr.IsConnectionLoss(rv) && rv != connection.Profile.DamagedWrapAnswer)
        {
            result = CallResult.Failed(rv);
            return Lose(connection, rv);
        }

        _context.Connector.NoteError(rv);
        bool damaged = rv == KeyMaterial.NoSuchRoot || rv == connection.Profile.DamagedWrapAnswer || Ckr.BlamesWrappedKey(rv);
        LogNotLoaded(key.Version.KeyId, key.Version.Version, key.Version.RootGeneration, rv == KeyMaterial.NoSuchRoot ? "no such dew-root" : CkrName.Of(rv));
        result = CallResult.Refused(damaged ? Status.StoreDamaged : Status.HsmFailed);
        return VisitResult.Done;
    }

    private TimeSpan Remaining(Request request)
    {
        long ticks = request.DeadlineAt - _context.Clock.GetTimestamp();
        return ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)ticks / _context.Clock.TimestampFrequency);
    }

    [LoggerMessage(12, LogLevel.Warning, "{Lane} gets no session ({Ckr}); going on with {Lanes} lanes.")]
    private partial void LogRetired(string lane, string ckr, int lanes);

    [LoggerMessage(13, LogLevel.Error, "Key {KeyId} version {Version} (wrapped by dew-root-{Root}) could not be loaded into the HSM: {Reason}.")]
    private partial void LogNotLoaded(Guid keyId, uint version, uint root, string reason);
}
