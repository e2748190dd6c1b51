namespace Dew.Daemon;

/// <summary>How dewd ends (documented in its README and help).</summary>
internal static class ExitCodes
{
    /// <summary>Stopped as asked.</summary>
    internal const int Ok = 0;

    /// <summary>Could not start; standard error says why.</summary>
    internal const int StartFailed = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>Calls hang inside the PKCS#11 module; start again (EX_TEMPFAIL of sysexits.h).</summary>
    internal const int HsmHangs = 75;
}
