using System.Net;
using Dew.Daemon.Tls;
using Xunit;

namespace Dew.Daemon.Tests.Tls;

public sealed class TlsOptionsTests
{
    [Fact]
    public void Defaults_are_accepted() => new TlsOptions().Validate();

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        var options = new TlsOptions
        {
            HandshakeTimeout = TimeSpan.Zero,
            MaxHandshakeBytes = 1,
            MaxHandshakes = 0,
            MaxConnections = 0,
            MaxConnectionsPerAddress = 0,
            ServerValidity = TimeSpan.FromSeconds(1),
            UpkeepInterval = TimeSpan.Zero,
        };
        string message = Assert.Throws<ArgumentException>(options.Validate).Message;
        Assert.All(
            [nameof(options.HandshakeTimeout), nameof(options.MaxHandshakeBytes), nameof(options.MaxHandshakes), nameof(options.MaxConnections),
                nameof(options.MaxConnectionsPerAddress), nameof(options.ServerValidity), nameof(options.UpkeepInterval)],
            name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8443", null, 8443)]
    [InlineData("0", null, 0)]
    [InlineData("0.0.0.0:1", null, 1)]
    [InlineData("[::]:1", null, 1)]
    [InlineData("127.0.0.1:8443", "127.0.0.1", 8443)]
    [InlineData("[2001:db8::1]:443", "2001:db8::1", 443)]
    public void An_endpoint_is_a_port_or_an_address_and_a_port(string text, string? address, int port) =>
        Assert.Equal(new TlsEndpoint(address is null ? null : IPAddress.Parse(address), port), TlsEndpoint.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData(":1")]
    [InlineData("127.1:1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("[127.0.0.1]:1")]
    [InlineData("::1")]
    [InlineData("::1:8443")]
    [InlineData("localhost:8443")]
    public void Anything_else_is_no_endpoint(string text) => Assert.Null(TlsEndpoint.Parse(text));
}
