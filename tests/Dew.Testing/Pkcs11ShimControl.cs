using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Dew.Testing;

/// <summary>Commands a <c>dew-pkcs11-shim.so</c> in this or another process through its control file (layout: tests/Pkcs11Shim/README.md).</summary>
/// <remarks>Every change acts on the next call the shim sees. Safe from several threads.</remarks>
public sealed unsafe class Pkcs11ShimControl : IDisposable
{
    /// <summary>For counts: without end.</summary>
    public const ulong ForEver = ulong.MaxValue;

    private const int HeaderBytes = 64;
    private const int BlockBytes = 128;
    private const int TokenGone = 16, GoneRv = 24, SessionCapAt = 32, Release = 40, OpenSessionsAt = 48, RemovalsAt = 56;
    private const int CallsAt = 32, FailSkip = 40, FailTimes = 48, FailRv = 56, HangSkip = 64, HangTimes = 72, CrashSkip = 80, CrashTimes = 88;
    private const int DelayAt = 96, FaultedAt = 104, HangingAt = 112;

    private static readonly string[] s_functions =
        """
        C_Initialize C_Finalize C_GetInfo C_GetFunctionList C_GetSlotList C_GetSlotInfo C_GetTokenInfo C_GetMechanismList
        C_GetMechanismInfo C_InitToken C_InitPIN C_SetPIN C_OpenSession C_CloseSession C_CloseAllSessions C_GetSessionInfo
        C_GetOperationState C_SetOperationState C_Login C_Logout C_CreateObject C_CopyObject C_DestroyObject C_GetObjectSize
        C_GetAttributeValue C_SetAttributeValue C_FindObjectsInit C_FindObjects C_FindObjectsFinal C_EncryptInit C_Encrypt
        C_EncryptUpdate C_EncryptFinal C_DecryptInit C_Decrypt C_DecryptUpdate C_DecryptFinal C_DigestInit C_Digest C_DigestUpdate
        C_DigestKey C_DigestFinal C_SignInit C_Sign C_SignUpdate C_SignFinal C_SignRecoverInit C_SignRecover C_VerifyInit C_Verify
        C_VerifyUpdate C_VerifyFinal C_VerifyRecoverInit C_VerifyRecover C_DigestEncryptUpdate C_DecryptDigestUpdate
        C_SignEncryptUpdate C_DecryptVerifyUpdate C_GenerateKey C_GenerateKeyPair C_WrapKey C_UnwrapKey C_DeriveKey C_SeedRandom
        C_GenerateRandom C_GetFunctionStatus C_CancelFunction C_WaitForSlotEvent
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _base;

    /// <summary>Makes (or takes over) the control file; give its path to the shim as <c>DEW_SHIM_CONTROL</c>.</summary>
    public Pkcs11ShimControl(string path)
    {
        Path = path;
        long size = HeaderBytes + ((long)BlockBytes * s_functions.Length);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, size);
        _view = _file.CreateViewAccessor(0, size);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _base);
    }

    /// <summary>The control file.</summary>
    public string Path { get; }

    /// <summary>Sessions open in the real module.</summary>
    public ulong OpenSessions => Volatile.Read(ref At(OpenSessionsAt));

    /// <summary>Times the shim saw the token go.</summary>
    public ulong Removals => Volatile.Read(ref At(RemovalsAt));

    /// <summary>Ceiling of open sessions, 0 for none.</summary>
    public ulong SessionCap { get => Volatile.Read(ref At(SessionCapAt)); set => Volatile.Write(ref At(SessionCapAt), value); }

    /// <summary>The environment of a process that loads the shim.</summary>
    public IReadOnlyDictionary<string, string?> Environment(string realModule) =>
        new Dictionary<string, string?> { ["DEW_SHIM_MODULE"] = realModule, ["DEW_SHIM_CONTROL"] = Path };

    /// <summary>How often a function was called.</summary>
    public ulong Calls(string function) => Volatile.Read(ref At(function, CallsAt));

    /// <summary>How many of its calls failed on command.</summary>
    public ulong Faulted(string function) => Volatile.Read(ref At(function, FaultedAt));

    /// <summary>How many of its calls hang now.</summary>
    public ulong Hanging(string function) => Volatile.Read(ref At(function, HangingAt));

    /// <summary>After <paramref name="skip"/> more calls, the next <paramref name="times"/> calls answer <paramref name="rv"/>.</summary>
    public void Fail(string function, ulong rv, ulong times = 1, ulong skip = 0)
    {
        Volatile.Write(ref At(function, FailTimes), 0);
        Volatile.Write(ref At(function, FailRv), rv);
        Arm(function, FailSkip, skip, FailTimes, times);
    }

    /// <summary>After <paramref name="skip"/> more calls, the next <paramref name="times"/> calls hang until <see cref="ReleaseHanging"/>.</summary>
    public void Hang(string function, ulong times = ForEver, ulong skip = 0) => Arm(function, HangSkip, skip, HangTimes, times);

    /// <summary>After <paramref name="skip"/> more calls, the next one aborts the process.</summary>
    public void Crash(string function, ulong skip = 0) => Arm(function, CrashSkip, skip, CrashTimes, 1);

    /// <summary>Every call first sleeps so long.</summary>
    public void Delay(string function, TimeSpan delay) => Volatile.Write(ref At(function, DelayAt), (ulong)delay.TotalMicroseconds);

    /// <summary>Lets hanging calls go on; calls to come hang no more.</summary>
    public void ReleaseHanging()
    {
        foreach (string function in s_functions)
        {
            Volatile.Write(ref At(function, HangTimes), 0);
        }
        Interlocked.Increment(ref At(Release));
    }

    /// <summary>Pulls the token out: its sessions are closed, calls answer CKR_TOKEN_NOT_PRESENT or <paramref name="sessionRv"/> (0: CKR_DEVICE_REMOVED).</summary>
    public void RemoveToken(ulong sessionRv = 0)
    {
        Volatile.Write(ref At(GoneRv), sessionRv);
        Volatile.Write(ref At(TokenGone), 1);
    }

    /// <summary>Puts it back; sessions of before stay invalid.</summary>
    public void InsertToken() => Volatile.Write(ref At(TokenGone), 0);

    /// <summary>Takes back every command; counters stay.</summary>
    public void Reset()
    {
        foreach (string function in s_functions)
        {
            foreach (int field in (ReadOnlySpan<int>)[FailTimes, HangTimes, CrashTimes, DelayAt])
            {
                Volatile.Write(ref At(function, field), 0);
            }
        }
        SessionCap = 0;
        InsertToken();
        Interlocked.Increment(ref At(Release));
    }

    /// <summary>Unmaps the file; the shim keeps the last commands.</summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private void Arm(string function, int skipField, ulong skip, int timesField, ulong times)
    {
        Volatile.Write(ref At(function, timesField), 0);
        Volatile.Write(ref At(function, skipField), skip);
        Volatile.Write(ref At(function, timesField), times);
    }

    private ref ulong At(int offset) => ref Unsafe.AsRef<ulong>(_base + offset);

    private ref ulong At(string function, int offset)
    {
        int index = Array.IndexOf(s_functions, function);
        return ref index >= 0
            ? ref At(HeaderBytes + (index * BlockBytes) + offset)
            : ref ThrowUnknown(function);
    }

    private static ref ulong ThrowUnknown(string function) => throw new ArgumentException($"no PKCS#11 function is named {function}", nameof(function));
}
