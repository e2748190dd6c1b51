using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>What of mutual TLS lasts, and how long.</summary>
public sealed class TlsRestartTests
{
    [Fact]
    public void Clients_go_on_after_a_restart_and_the_listener_has_another_certificate()
    {
        using var running = new TlsDaemon();
        string lasting = Lasting(running);
        string server = File.ReadAllText(running.File("server.pem"));

        running.Restart();

        Assert.Equal(lasting, Lasting(running));
        Assert.NotEqual(server, File.ReadAllText(running.File("server.pem")));
        Assert.Equal("200 2", running.Curl("/healthz").Checked().Text);
    }

    [Fact]
    public void An_expired_client_certificate_is_refused_and_a_new_one_is_there()
    {
        using var running = new TlsDaemon();
        File.Copy(running.File("client.pem"), running.Scratch("old.pem"));
        File.Copy(running.File("client-key.pem"), running.Scratch("old-key.pem"));

        // A year and two months; to a clock that is right the server's certificate is one of the future.
        running.Restart(TimeSpan.FromDays(425));

        Assert.StartsWith("000", running.CurlAs(running.Scratch("old.pem"), running.Scratch("old-key.pem"), "/healthz", "--insecure").Text, StringComparison.Ordinal);
        Assert.Equal("200 2", running.Curl("/healthz", "--insecure").Checked().Text);
    }

    [Fact]
    public void A_port_alone_is_served_on_all_addresses()
    {
        using ScratchDirectory directory = new();
        using DewdProcess daemon = DewdProcess.Start(directory.Path, new DewdOptions { Arguments = ["--https", "0"] });
        string address = daemon.StandardOutput.Split(" https=")[1].Trim();
        Assert.StartsWith("localhost:", address, StringComparison.Ordinal);
        foreach (string host in (string[])["localhost", "127.0.0.1"])
        {
            ProgramResult client = Programs.Run("curl",
            [
                "--silent", "--show-error", "--cacert", directory.Combine("tls/ca.pem"), "--cert", directory.Combine("tls/client.pem"),
                "--key", directory.Combine("tls/client-key.pem"), $"https://{host}:{address.Split(':')[1]}/healthz",
            ]);
            Assert.Equal("{}", client.Checked().Text);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1")]
    [InlineData("70000")]
    public void Another_address_than_one_is_a_mistake_of_usage(string endpoint)
    {
        using ScratchDirectory directory = new();
        ProgramResult result = DewdProcess.RunToEnd(directory.Path, new DewdOptions { Arguments = ["--https", endpoint] });
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(endpoint, result.Error, StringComparison.Ordinal);
    }

    private static string Lasting(TlsDaemon running) =>
        File.ReadAllText(running.File("ca.pem")) + File.ReadAllText(running.File("client.pem")) + File.ReadAllText(running.File("client-key.pem"));
}
