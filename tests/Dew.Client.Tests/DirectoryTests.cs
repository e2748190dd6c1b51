using System.Text;
using System.Text.Json;
using Dew.Client.Tests.Fakes;
using Dew.Protocol.Rest;
using Dew.Testing;
using Xunit;

namespace Dew.Client.Tests;

/// <summary>What the client asks of the directory, the authority and the audit trail, byte for byte.</summary>
public sealed class DirectoryTests : IAsyncLifetime
{
    private const string User = """{"id":"1","name":"a b","description":"","enabled":true,"groups":[],"created":"2026-08-01T00:00:00Z"}""";
    private const string Policy = """{"name":"p","kind":"custom","description":"","document":{},"held_by":[]}""";

    private FakeAppliance _appliance = null!;
    private DewClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _appliance = await FakeAppliance.StartAsync();
        _client = new DewClient(_appliance.SocketPath);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _appliance.DisposeAsync();
    }

    [Fact]
    public async Task Names_are_encoded_in_urls()
    {
        _appliance.Answers["GET /appliance/v1/iam/users/a%20b"] = User;

        Assert.Equal("a b", (await _client.GetUserAsync("a b", Cancellation)).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Names_that_mean_another_place_are_not_sent(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _client.RemoveMemberAsync("ops", name, Cancellation));

        Assert.Empty(_appliance.Operations);
    }

    [Fact]
    public async Task What_is_not_given_is_not_sent()
    {
        _appliance.Answers["PUT /appliance/v1/iam/users/a"] = User;

        await _client.UpdateUserAsync("a", new UpdateEntryRequest { Enabled = false }, Cancellation);

        Assert.Equal(["""PUT /appliance/v1/iam/users/a {"enabled":false}"""], _appliance.Requests);
    }

    [Fact]
    public async Task Policy_document_is_sent_as_it_is_written()
    {
        _appliance.Answers["POST /appliance/v1/iam/policies"] = Policy;

        await _client.CreatePolicyAsync("p", "{ \"Version\" : \"1.1\" }"u8.ToArray(), cancellationToken: Cancellation);

        Assert.Equal(["""POST /appliance/v1/iam/policies {"name":"p","document":{ "Version" : "1.1" }}"""], _appliance.Requests);
    }

    [Fact]
    public async Task Document_that_is_not_json_is_not_sent()
    {
        await Assert.ThrowsAnyAsync<JsonException>(() => _client.ValidatePolicyAsync("}"u8.ToArray(), Cancellation));

        Assert.Empty(_appliance.Operations);
    }

    [Fact]
    public async Task Policy_is_detached_in_a_project()
    {
        _appliance.Answers["DELETE /appliance/v1/iam/agencies/x/policies/KMS%20Administrator?project=p"] = """{"policies":[]}""";

        Assert.Empty((await _client.DetachPolicyAsync(PolicyHolder.Agency, "x", "KMS Administrator", "p", Cancellation)).Policies);
    }

    [Fact]
    public async Task Secret_of_an_access_key_is_read_from_inside_the_answer()
    {
        _appliance.Answers["POST /appliance/v1/iam/access-keys"] =
            """{"secret":"outside","credential":{"access":"AK","secret":"SK","user_id":"1","user_name":"a","description":""}}""";

        using IssuedCredential issued = await _client.CreateAccessKeyAsync(new CreateAccessKeyRequest { User = "a" }, Cancellation);

        Assert.Equal(("AK", "SK", "a", null), (issued.AccessKeyId, Encoding.UTF8.GetString(issued.Secret.DangerousGetSpan()), issued.UserName, issued.Service));
        Assert.DoesNotContain("SK", issued.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"credential":"text"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"credential":{"access":"AK"}}""")]
    public async Task Answer_without_credential_is_not_understood(string answer)
    {
        _appliance.Answers["POST /appliance/v1/iam/access-keys/AK/rotate"] = answer;

        DewException failure = await Assert.ThrowsAsync<DewException>(() => _client.RotateAccessKeyAsync("AK", cancellationToken: Cancellation));

        Assert.Equal(DewFailure.Malformed, failure.Failure);
    }

    [Fact]
    public async Task Access_key_is_not_asked_for_again_when_it_may_have_been_made()
    {
        _appliance.FailOnce(500);

        await Assert.ThrowsAsync<DewException>(() => _client.CreateAccessKeyAsync(new CreateAccessKeyRequest { User = "a" }, Cancellation));

        Assert.Single(_appliance.Operations);
    }

    [Fact]
    public async Task Temporary_credentials_have_their_token()
    {
        _appliance.Answers["POST /appliance/v1/iam/agencies/x/assume"] =
            """{"credential":{"access":"AK","secret":"SK","securitytoken":"T","expires_at":"2026-08-01T00:00:00.000000Z"}}""";

        using TemporaryCredential credential = await _client.AssumeAgencyAsync("x", TimeSpan.FromMinutes(15), Cancellation);

        Assert.Equal(("T", "2026-08-01T00:00:00.000000Z"), (credential.SecurityToken, credential.ExpiresAt));
        Assert.Equal(["""POST /appliance/v1/iam/agencies/x/assume {"duration_seconds":900}"""], _appliance.Requests);
    }

    [Fact]
    public async Task Tag_key_with_a_slash_is_one_segment()
    {
        const string Key = "11111111-2222-3333-4444-555555555555";
        string url = $"DELETE /v1.0/{FakeAppliance.ProjectId}/kms/{Key}/tags/a%2Fb";
        _appliance.Answers[url] = "";

        await _client.RemoveTagAsync(Key, "a/b", Cancellation);

        Assert.Equal([url], _appliance.Requests);
    }

    [Fact]
    public async Task Audit_search_is_a_query()
    {
        string url = "GET /appliance/v1/audit/records?limit=5&from=1000&user=a%20b&trace_rating=warning&marker=7";
        _appliance.Answers[url] = """{"records":[{"sequence":6}],"unreadable":0}""";
        var search = new AuditSearch { From = DateTimeOffset.FromUnixTimeSeconds(1), User = "a b", Rating = "warning" };

        Assert.Single((await _client.ListAuditAsync(search, 5, 7, Cancellation)).Records);
    }

    [Fact]
    public async Task Export_is_passed_on_whole()
    {
        string lines = string.Concat(Enumerable.Range(1, 50_000).Select(static i => $"{{\"sequence\":{i}}}\n"));
        _appliance.Answers["GET /appliance/v1/audit/export"] = lines;
        using var file = new MemoryStream();

        await _client.ExportAuditAsync(file, null, null, Cancellation);

        Assert.Equal(lines, Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public async Task Destination_that_refuses_is_not_taken_for_the_appliance()
    {
        _appliance.Answers["GET /appliance/v1/audit/export"] = "{}\n";
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        await Assert.ThrowsAsync<IOException>(() => _client.ExportAuditAsync(full, null, null, Cancellation));
    }

    [Fact]
    public async Task Answer_that_breaks_off_is_a_failure()
    {
        // The appliance breaks off only when the first part has arrived: before that it would be another failure.
        string path = Path.GetTempFileName();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
        _appliance.Faults.Enqueue(async http =>
        {
            await http.Response.Body.WriteAsync("{}\n"u8.ToArray());
            await http.Response.Body.FlushAsync();
            Assert.True(Poll.Until(() => new FileInfo(path).Length > 0, TimeSpan.FromSeconds(30)));
            http.Abort();
        });

        DewException failure = await Assert.ThrowsAsync<DewException>(() => _client.ExportAuditAsync(file, null, null, Cancellation));

        Assert.Equal(DewFailure.Unreachable, failure.Failure);
        Assert.Single(_appliance.Operations);
    }
}
