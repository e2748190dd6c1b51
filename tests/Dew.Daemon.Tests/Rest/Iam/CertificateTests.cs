using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Rest.Iam;

/// <summary>Certificates over REST.</summary>
public sealed class CertificateTests : IAsyncLifetime
{
    private const string Root = "/appliance/v1/certificates";

    private IamServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await IamServer.StartAsync();
        _server.Send(201, "POST", "users", """{"name":"alice"}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Client_certificate_stands_for_its_user_whatever_the_request_says()
    {
        JsonElement issued = Issue("client", "'user':'alice'");

        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(Text(issued, "certificate"));
        Assert.Equal(("CN=alice", "alice", "user", "active"), (certificate.Subject, Text(issued, "name"), Text(issued, "holder_type"), Text(issued, "state")));
        Assert.Equal(Text(issued, "serial"), Text(Json(200, "GET", $"{Root}/{Text(issued, "serial")}"), "serial"));
    }

    [Fact]
    public void Server_names_come_from_the_body_or_from_the_request()
    {
        Assert.Equal(["a.example", "10.0.0.1"], Names(Issue("server", "'names':['A.example','10.0.0.1']")));
        Assert.Equal(["b.example"], Names(Issue("server", null, "b.example")));
    }

    [Theory]
    [InlineData("client", null)]
    [InlineData("client", "'user':'alice','service':'obs'")]
    [InlineData("client", "'user':'alice','names':['a']")]
    [InlineData("client", "'service':'obs'")]
    [InlineData("server", "'user':'alice','names':['a']")]
    [InlineData("server", "'names':['*.example']")]
    [InlineData("server", "'names':[null]")]
    [InlineData("authority", "'names':['a']")]
    [InlineData("client", "'user':'alice','days':0")]
    [InlineData("client", "'user':'alice','days':3651")]
    public void What_does_not_fit_together_is_refused(string kind, string? members)
    {
        JsonElement error = Json(400, "POST", Root, Body(kind, members)).GetProperty("error");

        Assert.Equal("DEW.0620", Text(error, "error_code"));
    }

    [Theory]
    [InlineData("""{"kind":"client","user":"alice"}""", 400, "KMS.0204")]
    [InlineData("""{"kind":"client","user":"alice","csr":"no request"}""", 400, "DEW.0620")]
    public void Without_a_good_request_there_is_no_certificate(string body, int status, string code) =>
        Assert.Equal(code, Text(Json(status, "POST", Root, body).GetProperty("error"), "error_code"));

    [Fact]
    public void Unknown_user_gets_none() =>
        Assert.Equal("DEW.0610", Text(Json(404, "POST", Root, Body("client", "'user':'nobody'")).GetProperty("error"), "error_code"));

    [Fact]
    public void Revoked_certificate_is_in_the_list_with_its_reason_and_cannot_be_renewed()
    {
        string serial = Text(Issue("client", "'user':'alice'"), "serial");

        Json(200, "POST", $"{Root}/{serial}/revoke", """{"reason":"key-compromise"}""");

        JsonElement listed = Json(200, "GET", Root).GetProperty("certificates").EnumerateArray().Single(c => Text(c, "serial") == serial);
        Assert.Equal(("revoked", "key-compromise", false), (Text(listed, "state"), Text(listed, "reason"), listed.TryGetProperty("certificate", out _)));
        Assert.Equal("DEW.0622", Text(Json(409, "POST", $"{Root}/{serial}/renew").GetProperty("error"), "error_code"));
        Assert.Contains("BEGIN X509 CRL", _server.Send("GET", Root + "/crl").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_reason_is_refused_with_those_there_are()
    {
        string serial = Text(Issue("client", "'user':'alice'"), "serial");

        Assert.Contains("superseded", Text(Json(400, "POST", $"{Root}/{serial}/revoke", """{"reason":"bored"}""").GetProperty("error"), "error_msg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Renewal_keeps_the_subject_and_by_default_the_key()
    {
        JsonElement old = Issue("client", "'user':'alice'");

        JsonElement same = Json(201, "POST", $"{Root}/{Text(old, "serial")}/renew");
        JsonElement another = Json(201, "POST", $"{Root}/{Text(old, "serial")}/renew", JsonSerializer.Serialize(new Dictionary<string, string> { ["csr"] = Request() }));

        Assert.Equal((Text(old, "holder_id"), Text(old, "key_fingerprint")), (Text(same, "holder_id"), Text(same, "key_fingerprint")));
        Assert.Equal(Text(old, "holder_id"), Text(another, "holder_id"));
        Assert.NotEqual(Text(old, "key_fingerprint"), Text(another, "key_fingerprint"));
    }

    [Fact]
    public async Task Who_has_no_permission_sees_the_authority_and_nothing_else()
    {
        string serial = Text(Issue("client", "'user':'alice'"), "serial");
        await _server.ActAsAsync("alice");

        Assert.Contains("BEGIN CERTIFICATE", _server.Send("GET", Root + "/ca").Text, StringComparison.Ordinal);
        Assert.All(
            (HttpAnswer[])
            [
                _server.Send("GET", Root),
                _server.Send("GET", $"{Root}/{serial}"),
                _server.Send("POST", Root, Body("client", "'user':'alice'")),
                _server.Send("POST", $"{Root}/{serial}/revoke", "{}"),
                _server.Send("POST", $"{Root}/{serial}/renew", "{}"),
            ],
            static answer => Assert.Equal(403, answer.Status));
    }

    [Fact]
    public void Certificate_that_there_is_not_is_not_found() =>
        Assert.Equal("DEW.0621", Text(Json(404, "GET", Root + "/0123456789abcdef0123456789abcdef").GetProperty("error"), "error_code"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string?> Names(JsonElement certificate) => certificate.GetProperty("names").EnumerateArray().Select(static name => name.GetString());

    private static string Request(string? serverName = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=somebody else", key, HashAlgorithmName.SHA256);
        if (serverName is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(serverName);
            request.CertificateExtensions.Add(names.Build());
        }

        return request.CreateSigningRequestPem();
    }

    private static string Body(string kind, string? members, string? serverName = null) =>
        $$"""{"kind":"{{kind}}",{{(members is null ? "" : members.Replace('\'', '"') + ",")}}"csr":"{{Request(serverName).ReplaceLineEndings("\\n")}}"}""";

    private JsonElement Issue(string kind, string? members, string? serverName = null) => Json(201, "POST", Root, Body(kind, members, serverName));

    private JsonElement Json(int status, string method, string path, string body = "")
    {
        HttpAnswer answer = _server.Send(method, path, body);
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Text}");
        return JsonElement.Parse(answer.Text);
    }
}
