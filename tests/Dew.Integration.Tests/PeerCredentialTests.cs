using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>Who may speak on the socket is decided by the kernel's word about the peer, not by file modes.</summary>
public sealed class PeerCredentialTests(RunningDaemon running) : IClassFixture<RunningDaemon>
{
    private const UnixFileMode Everybody =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public void Another_user_is_refused_even_where_file_modes_would_let_it_in()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to act as another user");
        File.SetUnixFileMode(running.Daemon.StateDirectory, Everybody);
        File.SetUnixFileMode(running.Daemon.SocketPath, Everybody);
        using DewApi api = running.Connect();

        foreach (string path in (string[])["/healthz", "/appliance/v1/state", $"/v1.0/{api.ProjectId}/kms/user-instances"])
        {
            Assert.NotEqual("200", AskAs("nobody", path));
        }
        Assert.Equal("200", AskAs("root", "/healthz"));
    }

    private string AskAs(string user, string path) => Programs.Run(
        "setpriv",
        [
            $"--reuid={user}", "--clear-groups", "curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}",
            "--max-time", "10", "--unix-socket", running.Daemon.SocketPath, "http://dew" + path,
        ]).Text;
}
