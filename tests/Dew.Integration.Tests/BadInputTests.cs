using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>What clients should not send: a documented error or a closed connection, and the daemon goes on.</summary>
public sealed class BadInputTests : IClassFixture<RunningDaemon>, IDisposable
{
    private const string UnknownKey = "01234567-89ab-cdef-0123-456789abcdef";

    /// <summary>In a body of the table: a key that there is.</summary>
    private const string KnownKey = "KNOWN-KEY";

    private readonly RunningDaemon _running;
    private readonly DewApi _api;

    public BadInputTests(RunningDaemon running)
    {
        _running = running;
        _api = running.Connect();
    }

    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "describe-key", "", 400, "KMS.0202|KMS.0204" },
        { "describe-key", "{", 400, "KMS.0202" },
        { "describe-key", "[]", 400, "KMS.0202" },
        { "describe-key", "null", 400, "KMS.0202|KMS.0204" },
        { "describe-key", "\"text\"", 400, "KMS.0202" },
        { "describe-key", "{}", 400, "KMS.0204" },
        { "describe-key", """{"key_id":null}""", 400, "KMS.0204" },
        { "describe-key", """{"key_id":""}""", 400, "KMS.0204|KMS.0205" },
        { "describe-key", """{"key_id":7}""", 400, "KMS.0202|KMS.0205|KMS.0308" },
        { "describe-key", """{"key_id":{"a":[1,2,3]}}""", 400, "KMS.0202|KMS.0205|KMS.0308" },
        { "describe-key", """{"key_id":"not-a-uuid"}""", 400, "KMS.0205" },
        { "describe-key", $$"""{"key_id":"{{UnknownKey}}"}""", 404, "KMS.0207" },
        { "describe-key", $$"""{"key_id":"{{UnknownKey}}"} trailing""", 400, "KMS.0202" },
        { "describe-key", $$"""{"key_id":"{{KnownKey}}","sequence":"short"}""", 400, "KMS.0206" },
        { "describe-key", $$"""{"key_id":"{{UnknownKey}}","sequence":"short"}""", 404, "KMS.0207" },
        { "enable-key", $$"""{"key_id":"{{UnknownKey}}"}""", 404, "KMS.0207" },
        { "create-key", "{}", 400, "KMS.0204" },
        { "create-key", """{"key_alias":"has blanks in it"}""", 400, "KMS.1101" },
        { "create-key", """{"key_alias":"evil/default"}""", 400, "KMS.1101" },
        { "create-key", """{"key_alias":"a","key_spec":"DES"}""", 400, "KMS.1110" },
        { "create-key", """{"key_alias":"a","key_spec":"EC_P256","key_usage":"ENCRYPT_DECRYPT"}""", 400, "KMS.1114" },
        { "create-key", """{"key_alias":"a","key_spec":"AES_256","key_usage":"SIGN_VERIFY"}""", 400, "KMS.1115" },
        { "schedule-key-deletion", $$"""{"key_id":"{{KnownKey}}","pending_days":"6"}""", 400, "KMS.1401" },
        { "schedule-key-deletion", $$"""{"key_id":"{{UnknownKey}}","pending_days":"6"}""", 404, "KMS.0207" },
        { "list-keys", """{"limit":"0"}""", 400, "KMS.1601" },
        { "list-keys", """{"limit":"many"}""", 400, "KMS.1601" },
        { "list-keys", """{"marker":"-1"}""", 400, "KMS.1602" },
        { "gen-random", """{"random_data_length":"12"}""", 400, "KMS.1802" },
        { "gen-random", """{"random_data_length":"99999999999999999999"}""", 400, "KMS.1801|KMS.0308" },
        { "create-datakey", $$"""{"key_id":"{{KnownKey}}","datakey_length":"9"}""", 400, "KMS.1903" },
        { "create-datakey", $$"""{"key_id":"{{KnownKey}}","datakey_length":"8200"}""", 400, "KMS.1901" },
        { "create-datakey", $$"""{"key_id":"{{UnknownKey}}","datakey_length":"8200"}""", 404, "KMS.0207" },
        { "decrypt-data", """{"cipher_text":"AAAA"}""", 400, "KMS.2201" },
        { "decrypt-data", """{"cipher_text":"not base64 at all!"}""", 400, "KMS.2201" },
        { "no-such-operation", "{}", 404, "APIGW.0101" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Bad_bodies_get_the_documented_error(string operation, string body, int status, string codes)
    {
        HttpAnswer answer = _api.PostRaw(operation, body.Contains(KnownKey, StringComparison.Ordinal) ? body.Replace(KnownKey, NewKey(), StringComparison.Ordinal) : body);

        Assert.True(codes.Split('|').Contains(answer.ErrorCode) && answer.Status == status, $"{operation} {body}: {answer}");
        Assert.False(string.IsNullOrWhiteSpace(answer.ErrorMessage), $"no words: {answer}");
    }

    [Theory]
    [InlineData("key_alias", 256)]
    [InlineData("key_description", 256)]
    [InlineData("key_alias", 100_000)]
    [InlineData("key_description", 100_000)]
    public void Values_that_are_too_long_are_refused(string field, int length)
    {
        JsonObject body = DewApi.Body(("key_alias", "fine-" + length));
        body[field] = new string('a', length);
        HttpAnswer answer = _api.PostRaw("create-key", body.ToJsonString());

        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.ErrorCode, (string?[])["KMS.1101", "KMS.1103", "KMS.0203"]);
    }

    [Fact]
    public void Plaintext_over_4096_bytes_is_refused()
    {
        string keyId = _api.CreateKey("bad-input-4096");
        HttpAnswer answer = _api.Post("encrypt-data", ("key_id", keyId), ("plain_text", new string('é', 2049)));
        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public void A_wrong_method_is_refused(string method)
    {
        using RawHttp http = new(_running.Daemon.SocketPath);
        HttpAnswer answer = http.Exchange(method, _api.PathOf("create-key"));
        Assert.Equal((405, "KMS.0215"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public void A_foreign_project_is_refused()
    {
        using RawHttp http = new(_running.Daemon.SocketPath);
        HttpAnswer answer = http.Exchange("POST", $"/v1.0/{new string('0', 32)}/kms/list-keys", "{}");
        Assert.Equal((403, "KMS.0321"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public void A_mebibyte_of_garbage_as_body_is_refused_and_the_daemon_goes_on()
    {
        byte[] garbage = new byte[1 << 20];
        new Random(1).NextBytes(garbage);
        using (RawHttp http = new(_running.Daemon.SocketPath))
        {
            HttpAnswer? answer = SendAndRead(http, RawHttp.Request("POST", _api.PathOf("create-key"), garbage));
            Assert.True(answer is null or { Status: 400 or 413 }, $"{answer}");
        }
        AssertAlive();
    }

    [Fact]
    public void A_mebibyte_of_garbage_instead_of_http_is_refused_and_the_daemon_goes_on()
    {
        byte[] garbage = new byte[1 << 20];
        new Random(2).NextBytes(garbage);
        using (RawHttp http = new(_running.Daemon.SocketPath))
        {
            HttpAnswer? answer = SendAndRead(http, garbage);
            Assert.True(answer is null or { Status: 400 }, $"{answer}");
        }
        AssertAlive();
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        HttpAnswer answer = _api.PostRaw("create-key", string.Concat(Enumerable.Repeat("{\"a\":", 5000)));
        Assert.Equal((400, "KMS.0202"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public void Two_hundred_connections_that_stop_in_mid_request_hold_nobody_up()
    {
        byte[] half = RawHttp.Request("POST", _api.PathOf("create-key"), "{\"key_alias\":\"never-sent-whole\"}"u8);
        List<RawHttp> silent = [];
        try
        {
            for (int i = 0; i < 200; i++)
            {
                RawHttp http = new(_running.Daemon.SocketPath);
                silent.Add(http);
                http.Send(half.AsSpan(0, i % half.Length));
            }
            AssertAlive();
        }
        finally
        {
            silent.ForEach(http => http.Dispose());
        }
        Assert.DoesNotContain(_api.AllKeys().Values, key => (string?)key["key_alias"] == "never-sent-whole");
    }

    public void Dispose() => _api.Dispose();

    private string NewKey() => _api.CreateKey(DirectoryApi.NewName("bad-input"));

    private static HttpAnswer? SendAndRead(RawHttp http, byte[] bytes)
    {
        try
        {
            http.Send(bytes);
            return http.Read();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The daemon closed the connection while it was still being sent to.
            return null;
        }
    }

    private void AssertAlive()
    {
        Assert.False(_running.Daemon.HasExited, _running.Daemon.StandardError);
        using DewApi fresh = _running.Connect(TimeSpan.FromSeconds(5));
        string keyId = fresh.CreateKey("alive-" + Guid.NewGuid().ToString("N"));
        Assert.Equal(64, ((string)fresh.Call("create-datakey", ("key_id", keyId))["plain_text"]!).Length);
    }
}
