using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class CertCommandTests : CliTest
{
    private const string Root = "/appliance/v1/certificates";
    private const string Info =
        """{"serial":"5a","kind":"client","name":"alice","holder_type":"user","holder_id":"0a","not_before":"2026-08-01T00:00:00Z","not_after":"2027-08-01T00:00:00Z","issued":"2026-08-01T00:00:00Z","state":"active","key_fingerprint":"00","certificate":"PEM\n"}""";

    [Fact]
    public async Task Key_is_made_here_and_only_a_request_is_sent()
    {
        Appliance.Answers[$"POST {Root}"] = Info;

        CliResult result = await DewAsync("cert", "issue", "--user", "alice", "--output-dir", InFolder("tls"));

        Assert.Equal(0, result.Code);
        string keyFile = InFolder("tls/alice-key.pem");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keyFile));
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken));
        CertificateRequest request = SentRequest();
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), request.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal("PEM\n", await File.ReadAllTextAsync(InFolder("tls/alice.pem"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("PRIVATE", Appliance.Requests.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_names_are_in_the_request_and_beside_it()
    {
        Appliance.Answers[$"POST {Root}"] = Info;

        await DewAsync("cert", "issue", "--server", "--name", "host.example", "--name", "10.1.2.3", "--days", "30", "--output-dir", Folder);

        JsonNode body = SentBody();
        Assert.Equal(("server", 30, """["host.example","10.1.2.3"]"""), ((string?)body["kind"], (int)body["days"]!, body["names"]!.ToJsonString()));
        Assert.Single(SentRequest().CertificateExtensions);
        Assert.True(File.Exists(InFolder("host.example-key.pem")));
    }

    [Fact]
    public async Task Request_from_elsewhere_gives_the_certificate_on_standard_output()
    {
        Appliance.Answers[$"POST {Root}"] = Info;
        Input = "a request"u8.ToArray();

        CliResult result = await DewAsync("cert", "issue", "--service", "obs", "--csr", "-");

        Assert.Equal("PEM\n", result.Output);
        Assert.Equal("a request", (string?)SentBody()["csr"]);
    }

    [Theory]
    [InlineData("alice.pem")]
    [InlineData("alice-key.pem")]
    public async Task Nothing_is_issued_when_a_file_is_in_the_way(string file)
    {
        Appliance.Answers[$"POST {Root}"] = Info;
        Write(file, "old"u8.ToArray());

        CliResult result = await DewAsync("cert", "issue", "--user", "alice", "--output-dir", Folder);

        Assert.Equal(ExitCode.LocalIo, result.Code);
        Assert.Empty(Appliance.Operations);
        Assert.Equal([InFolder(file)], Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Refused_certificate_leaves_no_key()
    {
        Appliance.FailOnce(404, "DEW.0610", "There is no user alice.");

        CliResult result = await DewAsync("cert", "issue", "--user", "alice", "--output-dir", Folder);

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Renewal_with_the_same_key_sends_no_request()
    {
        Appliance.Answers[$"GET {Root}/5a"] = Info;
        Appliance.Answers[$"POST {Root}/5a/renew"] = Info;

        CliResult result = await DewAsync("cert", "renew", "5a", "--same-key");

        Assert.Equal("PEM\n", result.Output);
        Assert.Equal($"POST {Root}/5a/renew {{}}", Appliance.Requests.Last());
    }

    [Fact]
    public async Task Revocation_has_its_reason()
    {
        Appliance.Answers[$"POST {Root}/5a/revoke"] = Info;

        CliResult result = await DewAsync("cert", "revoke", "5a", "--reason", "key-compromise");

        Assert.Equal("Revoked certificate 5a of alice\n", result.Output);
        Assert.Equal([$$"""POST {{Root}}/5a/revoke {"reason":"key-compromise"}"""], Appliance.Requests);
    }

    [Fact]
    public async Task Authority_is_written_to_a_file()
    {
        Appliance.Answers[$"GET {Root}/ca"] = "-----BEGIN CERTIFICATE-----\n";

        await DewAsync("cert", "ca", "--output", InFolder("ca.pem"));

        Assert.Equal("-----BEGIN CERTIFICATE-----\n", await File.ReadAllTextAsync(InFolder("ca.pem"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task List_tells_what_each_certificate_is_for()
    {
        Appliance.Answers[$"GET {Root}"] = $$"""{"certificates":[{{Info}}]}""";

        Assert.Equal(
            """
            SERIAL  KIND          NAME   STATE   UNTIL
            5a      client, user  alice  active  2027-08-01 00:00:00Z

            """,
            (await DewAsync("cert", "list")).Output);
    }

    private JsonNode SentBody()
    {
        string request = Appliance.Requests.Single();
        return JsonNode.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..])!;
    }

    private CertificateRequest SentRequest() => CertificateRequest.LoadSigningRequestPem(
        (string)SentBody()["csr"]!, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
}
