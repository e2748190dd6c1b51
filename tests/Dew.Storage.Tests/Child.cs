using System.Diagnostics;

namespace Dew.Storage.Tests;

/// <summary>What runs in a process of its own, and how it is started.</summary>
internal static class Child
{
    /// <summary>Entered in the child process.</summary>
    internal static int Run(string[] command) => command switch
    {
        [CommitLoop.Command, var directory] => CommitLoop.Run(directory),
        [DiskFull.Command, var directory] => DiskFull.Run(directory),
        [FormatFixture.Command, var archive] => FormatFixture.Write(archive),
        _ => throw new ArgumentException($"No such child: {string.Join(' ', command)}", nameof(command)),
    };

    /// <summary>Starts a child; its output is to be read by the caller.</summary>
    /// <param name="launcher">A program with its arguments that starts the child, or nothing.</param>
    /// <param name="command">The command and its argument.</param>
    internal static Process Start(string[] launcher, params string[] command)
    {
        string[] line = [.. launcher, Environment.ProcessPath!, "--child", .. command];
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
