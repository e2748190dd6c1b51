using System.Diagnostics;

namespace Dew.SecureMemory.Tests;

/// <summary>What runs in a process of its own, and how it is started.</summary>
internal static class Child
{
    internal const string Harden = "harden";
    internal const string LockPages = "lock-pages";

    /// <summary>Entered in the child process.</summary>
    internal static int Run(string[] command) => command switch
    {
        [Harden] => PrintHardening(),
        [LockPages] => PrintLockFailure(),
        _ => throw new ArgumentException($"No such child: {string.Join(' ', command)}", nameof(command)),
    };

    /// <summary>Runs a child to its end and returns what it printed.</summary>
    /// <param name="launcher">A program with its arguments that starts the child, or nothing.</param>
    /// <param name="command">One of the commands above.</param>
    internal static (int ExitCode, string Output, string Errors) Start(string[] launcher, string command)
    {
        string[] line = [.. launcher, Environment.ProcessPath!, "--child", command];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    private static unsafe int PrintHardening()
    {
        ProcessHardeningReport report = ProcessHardening.Apply();
        Interop.Libc.ResourceLimit core;
        Interop.Libc.getrlimit(Interop.Libc.RLIMIT_CORE, &core);
        string lockedKb = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmLck:", StringComparison.Ordinal))[6..].Trim();
        Console.WriteLine($"forbidden={report.CoreDumpsForbidden}");
        Console.WriteLine($"dumpable={Interop.Libc.prctl(Interop.Libc.PR_GET_DUMPABLE, 0, 0, 0, 0)}");
        Console.WriteLine($"core={core.rlim_cur}/{core.rlim_max}");
        Console.WriteLine($"agrees={report.AllMemoryLocked == (lockedKb != "0 kB")}");
        return 0;
    }

    private static int PrintLockFailure()
    {
        try
        {
            using var pages = new LockedPages(1);
            Console.WriteLine("locked");
        }
        catch (SecureMemoryException refused)
        {
            Console.WriteLine(refused.Message);
        }

        return 0;
    }
}
