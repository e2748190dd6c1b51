using System.Text;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>Who may do what on the socket is decided by the kernel's word about the peer, or by a signature; not by file modes.</summary>
public sealed class PeerCredentialTests : IClassFixture<RunningDaemon>, IDisposable
{
    private const string Stranger = "nobody";
    private const UnixFileMode Everybody =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly RunningDaemon _running;
    private readonly DewApi _administrator;

    public PeerCredentialTests(RunningDaemon running)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to act as another user");
        _running = running;
        _administrator = running.Connect();
        File.SetUnixFileMode(running.Daemon.StateDirectory, Everybody);
        File.SetUnixFileMode(running.Daemon.SocketPath, Everybody);
    }

    [Fact]
    public void Another_user_gets_liveness_and_state_and_nothing_else()
    {
        Assert.Equal(200, AskAs(Stranger, "GET", "/healthz").Status);
        Assert.Equal(200, AskAs(Stranger, "GET", "/appliance/v1/state").Status);
        foreach ((string method, string path) in new[]
        {
            ("GET", "/metrics"), ("GET", "/appliance/v1/doctor"), ("GET", "/appliance/v1/iam/users"), ("GET", "/v3/projects"),
            ("POST", _administrator.PathOf("list-keys")), ("POST", _administrator.PathOf("create-key")),
        })
        {
            HttpAnswer answer = AskAs(Stranger, method, path, """{"key_alias":"of-a-stranger"}""");
            Assert.True(answer is { Status: 403, ErrorCode: "KMS.0307" }, $"{method} {path}: {answer}");
        }
        Assert.Equal(200, AskAs("root", "POST", _administrator.PathOf("list-keys"), "{}").Status);
        Assert.DoesNotContain(_administrator.AllKeys().Values, key => (string?)key["key_alias"] == "of-a-stranger");
    }

    [Fact]
    public void Another_user_who_signs_is_who_signed()
    {
        SdkSigner signer = Signer(AccessKeyPair.OfAdministrator(_running.Daemon.StateDirectory));
        SdkRequest request = signer.Request("POST", "dew", _administrator.PathOf("list-keys"), DateTimeOffset.UtcNow, "{}");
        Assert.Equal(200, AskAs(Stranger, request).Status);

        SdkRequest forged = request.With("Authorization", request["Authorization"][..^4] + "0000");
        Assert.Equal(401, AskAs(Stranger, forged).Status);
    }

    [Theory]
    [InlineData("user:65534")]
    [InlineData("group:65534")]
    public void Another_user_who_is_mapped_is_the_user_of_the_directory(string peer)
    {
        DirectoryApi directory = new(_administrator);
        (string user, _, _) = directory.CreateUserWith("KMS CMKReadOnlyAccess");
        directory.Change("PUT", $"peers/{peer}", ("user", user));

        Assert.Equal(200, AskAs(Stranger, "POST", _administrator.PathOf("list-keys"), "{}").Status);
        Assert.Equal(403, AskAs(Stranger, "POST", _administrator.PathOf("create-key"), """{"key_alias":"of-a-reader"}""").Status);
        directory.Change("PUT", $"users/{user}", ("enabled", false));
        Assert.Equal(403, AskAs(Stranger, "POST", _administrator.PathOf("list-keys"), "{}").Status);
        directory.Change("PUT", $"users/{user}", ("enabled", true));
        directory.Change("DELETE", $"peers/{peer}");
        Assert.Equal(403, AskAs(Stranger, "POST", _administrator.PathOf("list-keys"), "{}").Status);
    }

    public void Dispose() => _administrator?.Dispose();

    private SdkSigner Signer(AccessKeyPair key) => new(SdkKind.Python, key.Access, key.Secret) { ProjectId = _administrator.ProjectId };

    private HttpAnswer AskAs(string user, string method, string path, string body = "") =>
        AskAs(user, new SdkRequest(method, path, [new("Host", "dew"), new("Content-Type", "application/json")], Encoding.UTF8.GetBytes(body)));

    private HttpAnswer AskAs(string user, SdkRequest request)
    {
        ProgramResult result = Programs.Run(
            "setpriv",
            [
                $"--reuid={user}", "--regid=nogroup", "--clear-groups", "curl", "--silent", "--show-error", "--write-out", "\n%{http_code}", "--max-time", "10",
                "--request", request.Method, "--data-binary", "@-",
                .. request.Headers.SelectMany(static header => (string[])["--header", $"{header.Key}: {header.Value}"]),
                "--unix-socket", _running.Daemon.SocketPath, "http://dew" + request.Target,
            ],
            request.Body);
        string[] parts = result.Text.Split('\n');
        Assert.True(result.ExitCode == 0, $"{result}");
        return new HttpAnswer(int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture), new Dictionary<string, string>(), Encoding.UTF8.GetBytes(parts[0]));
    }
}
