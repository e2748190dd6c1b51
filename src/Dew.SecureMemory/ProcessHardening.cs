namespace Dew.SecureMemory;

/// <summary>What keeps the secrets of this process out of core dumps and swap.</summary>
public static class ProcessHardening
{
    /// <summary>Forbids core dumps and attaching by other processes of the same user, and locks all memory where the limits allow.</summary>
    /// <returns>What is in force.</returns>
    /// <exception cref="SecureMemoryException">The kernel refused to forbid core dumps.</exception>
    public static unsafe ProcessHardeningReport Apply()
    {
        var none = new Interop.Libc.ResourceLimit { rlim_cur = 0, rlim_max = 0 };
        if (Interop.Libc.setrlimit(Interop.Libc.RLIMIT_CORE, &none) != 0 ||
            Interop.Libc.prctl(Interop.Libc.PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        {
            throw SecureMemoryException.FromErrno("forbid core dumps");
        }

        return new ProcessHardeningReport(CoreDumpsForbidden: true, AllMemoryLocked: TryLockAllMemory());
    }

    /// <summary>
    /// With a finite RLIMIT_MEMLOCK, MCL_FUTURE would make later allocations fail, so it is asked for only where the limit is none.
    /// MCL_ONFAULT keeps reserved but untouched address space (the garbage collector's) out of memory.
    /// </summary>
    private static unsafe bool TryLockAllMemory()
    {
        Interop.Libc.ResourceLimit limit;
        bool unlimited = Interop.Libc.geteuid() == 0 ||
            (Interop.Libc.getrlimit(Interop.Libc.RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == Interop.Libc.RLIM_INFINITY);
        return unlimited &&
            Interop.Libc.mlockall(Interop.Libc.MCL_CURRENT | Interop.Libc.MCL_FUTURE | Interop.Libc.MCL_ONFAULT) == 0;
    }
}
