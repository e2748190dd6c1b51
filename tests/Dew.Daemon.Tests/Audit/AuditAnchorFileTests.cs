using Dew.Core;
using Dew.Core.Audit;
using Dew.Daemon.Audit;
using Xunit;

namespace Dew.Daemon.Tests.Audit;

public sealed class AuditAnchorFileTests : AuditFilesTest
{
    private static readonly SignedAuditHead s_head = new() { Head = "{}", Signature = "AAAA" };

    [Fact]
    public void What_was_written_is_read()
    {
        var anchor = new AuditAnchorFile(Options.AnchorFile);
        Assert.Null(anchor.Write(s_head));
        Assert.Null(anchor.Write(s_head with { Signature = "BBBB" }));

        Assert.Equal(s_head with { Signature = "BBBB" }, anchor.Read().Value);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Options.AnchorFile));
        Assert.Single(Directory.EnumerateFiles(Folder));
    }

    [Fact]
    public void No_file_is_no_head() => Assert.Null(new AuditAnchorFile(Options.AnchorFile).Read().Value);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    public void A_file_without_a_head_is_a_failure(string content)
    {
        File.WriteAllText(Options.AnchorFile, content);

        Assert.Equal(Status.StoreDamaged, new AuditAnchorFile(Options.AnchorFile).Read().Status);
    }

    [Fact]
    public void A_file_that_is_far_too_long_is_a_failure()
    {
        File.WriteAllText(Options.AnchorFile, new string(' ', 10_000));

        Assert.Equal(Status.StoreDamaged, new AuditAnchorFile(Options.AnchorFile).Read().Status);
    }

    [Fact]
    public void A_left_over_of_a_write_that_was_killed_does_not_disturb()
    {
        var anchor = new AuditAnchorFile(Options.AnchorFile);
        File.WriteAllText(Options.AnchorFile + ".new", "half");

        Assert.Null(anchor.Write(s_head));
        Assert.Equal(s_head, anchor.Read().Value);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_failure()
    {
        var anchor = new AuditAnchorFile(Path.Combine(Folder, "none", "anchor.json"));

        Assert.Equal(Status.StoreUnwritable, anchor.Write(s_head)?.Status);
        Assert.Equal(Status.StoreDamaged, anchor.Read().Status);
    }
}
