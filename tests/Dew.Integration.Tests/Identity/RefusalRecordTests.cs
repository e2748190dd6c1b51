using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>Whoever is refused, and whoever acts for somebody else, is in the audit trail.</summary>
public sealed class RefusalRecordTests : IClassFixture<SignedDaemon>, IDisposable
{
    private readonly SignedDaemon _running;
    private readonly DewApi _administrator;
    private readonly DirectoryApi _directory;
    private readonly AuditApi _audit;

    public RefusalRecordTests(SignedDaemon running)
    {
        _running = running;
        _administrator = running.Connect();
        _directory = new DirectoryApi(_administrator);
        _audit = new AuditApi(_administrator);
    }

    [Fact]
    public void A_flood_of_wrong_signatures_is_counted_without_a_record_each()
    {
        const int requests = 300;
        (_, _, AccessKeyPair key) = _directory.CreateUserWith();
        using SignedApi forger = _running.Sign(key with { Secret = new string('x', 40) });
        for (int i = 0; i < requests; i++)
        {
            Assert.Equal(401, forger.Post("list-keys").Status);
        }

        List<JsonNode> records = [];
        Assert.True(Poll.Until(() => CountOf(records = RecordsOf("authenticate", key)) == requests, TimeSpan.FromSeconds(10)), $"{CountOf(records)} recorded");
        Assert.InRange(records.Count, 1, requests / 4);
        Assert.All(records, static record =>
        {
            Assert.Equal("AuthenticationFailed", (string?)record["outcome"]);
            Assert.Equal("unknown", (string?)record["user_type"]);
            Assert.Equal("127.0.0.1", (string?)record["source_ip"]);
            Assert.NotEqual("normal", (string?)record["trace_rating"]);
        });
    }

    [Fact]
    public void A_forbidden_operation_is_recorded_with_who_and_what()
    {
        string keyId = _administrator.CreateKey(DirectoryApi.NewName("refused"));
        (string user, _, AccessKeyPair key) = _directory.CreateUserWith("KMS CMKReadOnlyAccess");
        using SignedApi api = _running.Sign(key);

        string request = api.Post("disable-key", ("key_id", keyId)).Headers["x-request-id"];

        JsonNode record = Assert.Single(_audit.Named("disableKey"), record => (string?)record["request_id"] == request);
        Assert.Equal("NotPermitted", (string?)record["outcome"]);
        Assert.Equal(user, (string?)record["user_name"]);
        Assert.Equal(key.Access, (string?)record["access_key_id"]);
        Assert.Equal(keyId, (string?)record["resource_id"]);
        Assert.Equal("http", (string?)record["channel"]);
        Assert.NotEqual("normal", (string?)record["trace_rating"]);
    }

    [Fact]
    public void A_question_that_is_not_recorded_when_it_is_answered_is_when_it_is_refused()
    {
        (_, _, AccessKeyPair key) = _directory.CreateUserWith();
        using SignedApi api = _running.Sign(key);

        string refused = api.Post("list-keys").Headers["x-request-id"];
        string answered = _administrator.Post("list-keys").Headers["x-request-id"];

        List<JsonNode> records = [.. _audit.After(0)];
        Assert.Equal("NotPermitted", (string?)Assert.Single(records, record => (string?)record["request_id"] == refused)["outcome"]);
        Assert.DoesNotContain(records, record => (string?)record["request_id"] == answered);
    }

    [Fact]
    public void What_an_agency_does_names_the_agency_and_who_assumed_it()
    {
        (string user, _, AccessKeyPair key) = _directory.CreateUserWith();
        string agency = DirectoryApi.NewName("agency");
        _directory.Change("POST", "agencies", ("name", agency), ("trust", new JsonObject { ["users"] = new JsonArray(user) }));
        _directory.Attach("agencies", agency, "KMS CMKFullAccess");
        string userId = (string)_directory.Change("GET", $"users/{user}").Json["id"]!;
        using SignedApi trusted = _running.Sign(key);
        AccessKeyPair temporary = AccessKeyPair.OfAnswer(trusted.Send("POST", $"/appliance/v1/iam/agencies/{agency}/assume"));
        using SignedApi api = _running.Sign(temporary);

        string request = api.Post("create-key", ("key_alias", DirectoryApi.NewName("of-agency"))).Headers["x-request-id"];

        JsonNode record = Assert.Single(_audit.Named("createKey"), record => (string?)record["request_id"] == request);
        Assert.Equal("agency", (string?)record["user_type"]);
        Assert.Equal(agency, (string?)record["user_name"]);
        Assert.Equal(temporary.Access, (string?)record["access_key_id"]);
        Assert.Contains(userId, (string?)record["assumed_by"], StringComparison.Ordinal);
        Assert.Contains(_audit.Named("createTemporaryAccessKey"), record => (string?)record["resource_name"] == agency && (string?)record["outcome"] == "Ok");
    }

    [Fact]
    public void The_chain_of_all_this_verifies() => Assert.Equal("", _audit.Complaints());

    public void Dispose() => _administrator.Dispose();

    private static long CountOf(IEnumerable<JsonNode> records) => records.Sum(static record => (long?)record["count"] ?? 1);

    private List<JsonNode> RecordsOf(string traceName, AccessKeyPair key) =>
        [.. _audit.Named(traceName).Where(record => (string?)record["access_key_id"] == key.Access)];
}
