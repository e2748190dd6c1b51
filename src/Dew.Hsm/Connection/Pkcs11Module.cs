using System.Runtime.InteropServices;
using System.Text;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>
/// A PKCS#11 module in this process: loaded once, never unloaded (modules leave threads and exit handlers behind), initialised while someone uses
/// it. C_Initialize and C_Finalize concern the whole process, so users of one path share one instance.
/// </summary>
internal sealed unsafe class Pkcs11Module
{
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<string, Pkcs11Module> s_loaded = new(StringComparer.Ordinal);

    private string? _initText;
    private byte[]? _initArguments;
    private int _users;
    private int _lostCalls;
    private bool _initialisedHere;

    private Pkcs11Module(string path, CK_FUNCTION_LIST* functions)
    {
        Path = path;
        Functions = functions;
    }

    internal string Path { get; }

    internal CK_FUNCTION_LIST* Functions { get; }

    /// <summary>Loads the module and initialises it. Pair with <see cref="Release"/>.</summary>
    /// <exception cref="HsmException">It does not load, or does not initialise.</exception>
    internal static Pkcs11Module Acquire(HsmOptions options)
    {
        lock (s_gate)
        {
            if (!s_loaded.TryGetValue(options.ModulePath, out Pkcs11Module? module))
            {
                module = Load(options);
                s_loaded.Add(options.ModulePath, module);
            }

            string? arguments = NssTokens.InitArguments(options);
            if (module._users > 0 && module._initText != arguments)
            {
                throw new HsmException($"{options.ModulePath} is in use in this process with other arguments of C_Initialize.");
            }

            if (module._users == 0)
            {
                module.SetInitArguments(arguments);
                nuint rv = module.Initialise();
                if (rv != CKR_OK)
                {
                    throw new HsmException($"C_Initialize of {options.ModulePath}", rv);
                }
            }

            module._users++;
            return module;
        }
    }

    /// <summary>Calls that were given up and are still inside. Finalising under them would be undefined (PKCS#11 v2.40 §5.4).</summary>
    internal int LostCalls => Volatile.Read(ref _lostCalls);

    internal void CallLost() => Interlocked.Increment(ref _lostCalls);

    internal void LostCallReturned() => Interlocked.Decrement(ref _lostCalls);

    /// <summary>Gives it back; the last user finalises it, unless a lost call is inside.</summary>
    internal void Release()
    {
        lock (s_gate)
        {
            if (--_users == 0 && LostCalls == 0)
            {
                Finalise();
            }
        }
    }

    /// <summary>C_Initialize with the locks of the operating system.</summary>
    /// <returns>CKR_OK also if it was initialised already, by someone else in this process.</returns>
    internal nuint Initialise()
    {
        fixed (byte* reserved = _initArguments)
        {
            CK_C_INITIALIZE_ARGS arguments = new() { flags = CKF_OS_LOCKING_OK, pReserved = reserved };
            nuint rv = Functions->C_Initialize(&arguments);
            if (rv == CKR_CRYPTOKI_ALREADY_INITIALIZED)
            {
                return CKR_OK;
            }

            _initialisedHere = rv == CKR_OK;
            return rv;
        }
    }

    /// <summary>C_Finalize, unless someone else initialised the module.</summary>
    internal void Finalise()
    {
        if (_initialisedHere)
        {
            _initialisedHere = false;
            // Whatever it answers, the next step is C_Initialize or nothing.
            _ = Functions->C_Finalize(null);
        }
    }

    /// <summary>Pinned, and never zeroed or freed: the module may keep the pointer.</summary>
    private void SetInitArguments(string? arguments)
    {
        _initText = arguments;
        _initArguments = null;
        if (arguments is not null)
        {
            _initArguments = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(arguments) + 1, pinned: true);
            Encoding.UTF8.GetBytes(arguments, _initArguments);
        }
    }

    private static Pkcs11Module Load(HsmOptions options)
    {
        if (!NativeLibrary.TryLoad(options.ModulePath, out nint library))
        {
            throw new HsmException(File.Exists(options.ModulePath)
                ? $"{options.ModulePath} could not be loaded as a shared library; is it for another architecture, or does it lack a library it needs?"
                : $"The PKCS#11 module {options.ModulePath} does not exist.");
        }

        if (!NativeLibrary.TryGetExport(library, "C_GetFunctionList", out nint export))
        {
            throw new HsmException($"{options.ModulePath} is no PKCS#11 module: it has no C_GetFunctionList.");
        }

        CK_FUNCTION_LIST* functions;
        nuint rv = ((delegate* unmanaged[Cdecl]<CK_FUNCTION_LIST**, nuint>)export)(&functions);
        if (rv != CKR_OK)
        {
            throw new HsmException($"C_GetFunctionList of {options.ModulePath}", rv);
        }

        if (functions->version.major != 2)
        {
            throw new HsmException($"{options.ModulePath} offers Cryptoki {functions->version.major}.{functions->version.minor}; 2.20 to 2.40 is what this program speaks.");
        }

        return new Pkcs11Module(options.ModulePath, functions);
    }
}
