namespace Dew.SecureMemory;

/// <summary>What protects the memory of this process.</summary>
/// <param name="CoreDumpsForbidden">RLIMIT_CORE is 0 and the process is not dumpable.</param>
/// <param name="AllMemoryLocked">mlockall succeeded: nothing of the process reaches swap. Otherwise only <see cref="LockedPages"/> are locked.</param>
public sealed record ProcessHardeningReport(bool CoreDumpsForbidden, bool AllMemoryLocked);
