using System.Diagnostics;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class DiskFullTests
{
    [Fact]
    public async Task On_a_full_disk_writes_are_refused_reads_go_on_and_writes_resume_with_space()
    {
        using var directory = new TemporaryDirectory();
        string mount = $"mount -t tmpfs -o size=24m tmpfs '{directory.Path}' && exec \"$@\"";
        using Process child = Child.Start(
            ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh"], DiskFull.Command, directory.Path);
        Task<string> errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(
            (await errors).StartsWith("unshare", StringComparison.Ordinal) || (await errors).StartsWith("mount", StringComparison.Ordinal),
            $"No file system of its own to be had here: {await errors}");

        Assert.Equal((0, ""), (child.ExitCode, await errors));
        Assert.Equal(
            """
            status: True
            says disk full: True
            refused again: True
            appending refused: True
            no record of it: True
            in statistics: True
            refused key absent: True
            reads go on: True
            check goes on: True
            writes resume: True
            appending resumes: True
            no error any more: True
            all there: True

            """,
            output);
    }
}
