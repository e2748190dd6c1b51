using System.Runtime.InteropServices;

namespace Dew.SecureMemory;

/// <summary>The kernel refused memory that may hold secrets, or a hardening of the process.</summary>
public sealed class SecureMemoryException : Exception
{
    private SecureMemoryException(string message)
        : base(message)
    {
    }

    internal static SecureMemoryException FromErrno(string action)
    {
        int errno = Marshal.GetLastPInvokeError();
        return new SecureMemoryException(
            $"Could not {action}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno}). " +
            "Raise the limit of locked memory (ulimit -l, LimitMEMLOCK= in the unit).");
    }
}
