using Microsoft.Extensions.Logging;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <content>One attempt to connect.</content>
internal sealed unsafe partial class Connector
{
    /// <returns>False if the watchdog gave this thread up meanwhile.</returns>
    private bool Attempt(CallWindow window, bool hard)
    {
        Quiesce();
        window.Enter(_options.TimeProvider);
        Connection connection = Establish(hard);
        if (!window.TryLeave())
        {
            _ = connection.Functions->C_CloseSession(connection.Owner.Session);
            return false;
        }

        bool again;
        lock (_gate)
        {
            _keys.Reset(connection.Epoch);
            _profile = connection.Profile;
            _epoch = connection.Epoch;
            _connectedAt = _options.TimeProvider.GetTimestamp();
            again = _lost is not null;
            _lost = null;
            _latest = connection;
            _current = connection;
            Monitor.PulseAll(_gate);
        }

        if (again)
        {
            Interlocked.Increment(ref _reconnects);
            LogReconnected(_options.TokenLabel, connection.Epoch);
        }

        return true;
    }

    /// <summary>
    /// Waits until no data lane is inside, because closing the owner's session destroys the keys they work with, then closes what the old
    /// connection left. A lane that hangs is taken out of the pool by the watchdog and not waited for any longer. The lane that generates keys may
    /// stay inside for a minute; it uses its own session and dew-root only.
    /// </summary>
    private void Quiesce()
    {
        if (_lost is null)
        {
            return;
        }

        if (Pools.Count > 0)
        {
            while (!_stopped && Array.Exists(Pools[0].Snapshot(), static lane => lane.Window.IsInside))
            {
                Thread.Sleep(1);
            }
        }

        foreach (LanePool pool in Pools)
        {
            foreach (Lane lane in pool.Snapshot())
            {
                lane.CloseStaleSession();
            }
        }
    }

    private Connection Establish(bool hard)
    {
        CK_FUNCTION_LIST* functions = _module.Functions;
        if (_lost is { IsModuleStillInitialised: true } lost)
        {
            // It may be closed already; and a lane lost inside keeps it busy at worst.
            _ = functions->C_CloseSession(lost.Owner.Session);
        }

        if (hard)
        {
            InitialiseAgain();
        }

        nuint slot = FindSlot();
        nuint session;
        Check(functions->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, null, null, &session), "Opening a session");
        try
        {
            Login(session);
            TokenKeys keys = TokenKeyScan.Find(functions, session);
            int initialisation = _initialisations;
            return new Connection(_module, () => _initialisations == initialisation)
            {
                SlotId = slot,
                Epoch = _epoch + 1,
                Owner = new OwnerSession(session),
                Keys = keys,
                Profile = FindProfile(slot, session),
            };
        }
        catch
        {
            _ = functions->C_CloseSession(session);
            throw;
        }
    }

    private void InitialiseAgain()
    {
        bool inside = _module.LostCalls > 0 || Pools.Any(static pool => Array.Exists(pool.Snapshot(), static lane => lane.Window.IsInside));
        if (inside)
        {
            LogNotFinalised();
            return;
        }

        _initialisations++;
        _module.Finalise();
        Check(_module.Initialise(), "C_Initialize");
    }

    private nuint FindSlot()
    {
        nuint[] slots = ListSlots();
        List<string> present = [];
        foreach (nuint slot in slots)
        {
            CK_TOKEN_INFO info;
            if (_module.Functions->C_GetTokenInfo(slot, &info) != CKR_OK)
            {
                continue;
            }

            string label = PaddedText.Read(info.label, 32);
            if (label == _options.TokenLabel)
            {
                return slot;
            }

            present.Add($"'{label}'");
        }

        throw new HsmException(
            $"The module {_options.ModulePath} has no token '{_options.TokenLabel}'. Tokens present: {(present.Count == 0 ? "none" : string.Join(", ", present))}.")
        {
            ReturnValue = CKR_TOKEN_NOT_PRESENT,
        };
    }

    private nuint[] ListSlots()
    {
        nuint count = 0;
        nuint rv = _module.Functions->C_GetSlotList(CK_TRUE, null, &count);
        if (rv == CKR_CRYPTOKI_NOT_INITIALIZED)
        {
            _initialisations++;
            Check(_module.Initialise(), "C_Initialize");
            rv = _module.Functions->C_GetSlotList(CK_TRUE, null, &count);
        }

        Check(rv, "Listing slots");
        // Room for tokens that come between the two calls.
        var slots = new nuint[count + 16];
        count = (nuint)slots.Length;
        fixed (nuint* list = slots)
        {
            Check(_module.Functions->C_GetSlotList(CK_TRUE, list, &count), "Listing slots");
        }

        return slots[..(int)count];
    }

    private void Login(nuint session)
    {
        fixed (byte* pin = _userPin.DangerousGetSpan())
        {
            nuint rv = _module.Functions->C_Login(session, CKU_USER, pin, (nuint)_userPin.Length);
            if (rv != CKR_USER_ALREADY_LOGGED_IN)
            {
                Check(rv, $"Logging in to the token '{_options.TokenLabel}'");
            }
        }
    }

    private HsmProfile FindProfile(nuint slot, nuint session)
    {
        string identity = ModuleIdentity.Read(_module.Functions, slot);
        return _profile is { } known && known.ModuleIdentity == identity
            ? known
            : ProfileProbe.Run(_module.Functions, slot, session, identity);
    }

    private void Check(nuint rv, string action)
    {
        if (rv != CKR_OK)
        {
            NoteError(rv);
            throw new HsmException(action, rv);
        }
    }

    [LoggerMessage(22, LogLevel.Information, "Connected to the token '{Label}' again (connection {Epoch}).")]
    private partial void LogReconnected(string label, uint epoch);

    [LoggerMessage(23, LogLevel.Warning, "A call is still inside the HSM module, so the module is not finalised; connecting without.")]
    private partial void LogNotFinalised();
}
