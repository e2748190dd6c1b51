using System.Runtime.InteropServices;

namespace Dew.Hsm;

/// <summary>
/// The environment as native code sees it. <see cref="Environment.SetEnvironmentVariable(string, string?)"/> changes a managed copy only, so a
/// PKCS#11 module that calls getenv (SoftHSM2 and SOFTHSM2_CONF) does not see it.
/// </summary>
public static class NativeEnvironment
{
    /// <summary>Sets a variable for native and managed code. Call it before other threads run: getenv elsewhere at the same time is undefined (setenv(3)).</summary>
    /// <param name="name">Not empty, without '='.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="HsmException">The C library refused.</exception>
    public static void Set(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (Interop.Libc.setenv(name, value, overwrite: 1) != 0)
        {
            throw new HsmException($"Could not set the environment variable {name}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        }

        Environment.SetEnvironmentVariable(name, value);
    }
}
