using System.Text.Json;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Rest.Iam;

/// <summary>The directory over REST: shapes, statuses, permissions and records. Its rules are tested in the core.</summary>
public sealed class IamTests : IAsyncLifetime
{
    private const string Look = """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:cmk:list"]}]}""";

    private IamServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await IamServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void A_user_is_created_shown_changed_and_deleted()
    {
        JsonElement created = _server.Send(201, "POST", "users", """{"name":"alice","description":"a","groups":["administrators"]}""");
        string id = created.GetProperty("id").GetString()!;
        Assert.Equal("administrators", created.GetProperty("groups")[0].GetProperty("name").GetString());
        Assert.EndsWith("Z", created.GetProperty("created").GetString(), StringComparison.Ordinal);

        Assert.Equal(id, _server.Send(200, "GET", "users/alice").GetProperty("id").GetString());
        Assert.False(_server.Send(200, "PUT", $"users/{id}", """{"enabled":false}""").GetProperty("enabled").GetBoolean());
        Assert.Equal(2, _server.Send(200, "GET", "users").GetProperty("users").GetArrayLength());
        _server.Send(204, "DELETE", "users/alice");
        Assert.Equal("DEW.0610", Code(_server.Send(404, "GET", "users/alice")));
    }

    [Fact]
    public void A_change_is_recorded_under_its_trace_name()
    {
        _server.Send(201, "POST", "users", """{"name":"alice"}""");

        JsonElement record = _server.LastRecord();
        Assert.Equal("createUser", record.GetProperty("trace_name").GetString());
        Assert.Equal("IAM", record.GetProperty("service_type").GetString());
        Assert.Equal("alice", record.GetProperty("resource_name").GetString());
        Assert.Equal("admin", record.GetProperty("user_name").GetString());
        Assert.Equal("""{"name":"alice"}""", record.GetProperty("request").GetString());
    }

    [Fact]
    public void A_refused_change_is_recorded_too()
    {
        Assert.Equal("DEW.0613", Code(_server.Send(400, "POST", "groups", """{"name":"a/b"}""")));

        Assert.Equal("createUserGroup", _server.LastRecord().GetProperty("trace_name").GetString());
        Assert.Equal("warning", _server.LastRecord().GetProperty("trace_rating").GetString());
    }

    [Theory]
    [InlineData("""{"nam":"x"}""", "nam ")]
    [InlineData("""{"name":1}""", "name ")]
    [InlineData("""{"name":"x","groups":[1]}""", "groups[0] ")]
    [InlineData("""{"name":"x","groups":[null]}""", "The elements")]
    public void A_wrong_member_is_refused_naming_the_place(string body, string words) => Assert.StartsWith(
        words, _server.Send(400, "POST", "users", body).GetProperty("error").GetProperty("error_msg").GetString(), StringComparison.Ordinal);

    [Fact]
    public void Groups_have_members_and_policies()
    {
        _server.Send(201, "POST", "groups", """{"name":"readers"}""");
        _server.Send(201, "POST", "users", """{"name":"alice"}""");
        _server.Send(204, "PUT", "groups/readers/members/alice");
        JsonElement policies = _server.Send(200, "PUT", "groups/readers/policies", """{"policy":"KMS CMKReadOnlyAccess","project":"local-1"}""");
        Assert.Equal("local-1", policies.GetProperty("policies")[0].GetProperty("project").GetProperty("name").GetString());

        JsonElement group = _server.Send(200, "GET", "groups/readers");
        Assert.Equal(1, group.GetProperty("members").GetInt32());
        Assert.Equal("alice", _server.Send(200, "GET", "groups/readers/members").GetProperty("users")[0].GetProperty("name").GetString());

        _server.Send(404, "DELETE", "groups/readers/policies/KMS%20CMKReadOnlyAccess");
        policies = _server.Send(200, "DELETE", "groups/readers/policies/KMS%20CMKReadOnlyAccess?project=local-1");
        Assert.Equal(0, policies.GetProperty("policies").GetArrayLength());
        _server.Send(204, "DELETE", "groups/readers/members/alice");
        _server.Send(204, "DELETE", "groups/readers");
    }

    [Fact]
    public void Projects_and_enterprise_projects()
    {
        _server.Send(201, "POST", "projects", """{"name":"lab"}""");
        Assert.Equal("DEW.0612", Code(_server.Send(409, "DELETE", "projects/lab")));
        _server.Send(200, "PUT", "projects/lab", """{"enabled":false}""");
        _server.Send(204, "DELETE", "projects/lab");
        Assert.Equal("DEW.0615", Code(_server.Send(400, "DELETE", "projects/local-1")));
        _server.Send(201, "POST", "enterprise-projects", """{"name":"finance"}""");
        Assert.Equal(2, _server.Send(200, "GET", "enterprise-projects").GetProperty("enterprise_projects").GetArrayLength());
    }

    [Fact]
    public void A_policy_is_shown_as_it_was_written()
    {
        _server.Send(201, "POST", "policies", $$"""{"name":"look","document":{{Look}}}""");
        JsonElement policy = _server.Send(200, "GET", "policies/look");

        Assert.Equal(Look, policy.GetProperty("document").GetRawText());
        Assert.Equal("custom", policy.GetProperty("kind").GetString());
        Assert.Equal("system", _server.Send(200, "GET", "policies/KMS%20Administrator").GetProperty("kind").GetString());
        Assert.Equal("group administrators", _server.Send(200, "GET", "policies/KMS%20Administrator").GetProperty("held_by")[0].GetString());
        _server.Send(409, "POST", "policies", $$"""{"name":"LOOK","document":{{Look}}}""");
    }

    [Fact]
    public void A_wrong_policy_is_refused_naming_the_place()
    {
        JsonElement error = _server.Send(400, "POST", "validate-policy", """{"document":{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:cmk:nope"]}]}}""");

        Assert.Equal("DEW.0614", Code(error));
        Assert.Contains("Statement[0].Action[0]", error.GetProperty("error").GetProperty("error_msg").GetString(), StringComparison.Ordinal);
        Assert.True(_server.Send(200, "POST", "validate-policy", $$"""{"document":{{Look}}}""").GetProperty("valid").GetBoolean());
    }

    [Fact]
    public void The_secret_of_an_access_key_is_told_once()
    {
        JsonElement credential = _server.Send(201, "POST", "access-keys", """{"user":"admin"}""").GetProperty("credential");
        string id = credential.GetProperty("access").GetString()!;
        Assert.Matches("^[A-Za-z0-9]{40}$", credential.GetProperty("secret").GetString());
        Assert.Equal("admin", credential.GetProperty("user_name").GetString());

        JsonElement shown = _server.Send(200, "GET", $"access-keys/{id}");
        Assert.False(shown.TryGetProperty("secret", out _));
        Assert.DoesNotContain(credential.GetProperty("secret").GetString()!, _server.LastRecord().GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual(id, _server.Send(201, "POST", $"access-keys/{id}/rotate").GetProperty("credential").GetProperty("access").GetString());
        Assert.Equal(2, _server.Send(200, "GET", "access-keys?user=admin").GetProperty("access_keys").GetArrayLength());
        _server.Send(204, "DELETE", $"access-keys/{id}");
    }

    [Fact]
    public void Services_are_enabled_and_get_policies()
    {
        Assert.Equal(9, _server.Send(200, "GET", "services").GetProperty("services").GetArrayLength());
        Assert.True(_server.Send(200, "PUT", "services/obs", """{"enabled":true}""").GetProperty("enabled").GetBoolean());
        _server.Send(200, "PUT", "services/obs/policies", """{"policy":"KMS CMKReadOnlyAccess"}""");
        _server.Send(404, "PUT", "services/ecs", """{"enabled":true}""");
    }

    [Fact]
    public void Peers_and_access_lists_are_set_and_deleted()
    {
        Assert.Equal("admin", _server.Send(200, "PUT", "peers/group:27", """{"user":"admin"}""").GetProperty("user").GetProperty("name").GetString());
        _server.Send(204, "DELETE", "peers/group:27");
        _server.Send(200, "PUT", "access-lists/domain", """{"ranges":["10.0.0.0/8"]}""");
        Assert.Equal("admin", _server.Send(200, "PUT", "access-lists/admin", """{"ranges":["10.0.0.0/8"]}""").GetProperty("user").GetProperty("name").GetString());
        Assert.Equal(2, _server.Send(200, "GET", "access-lists").GetProperty("access_lists").GetArrayLength());
        _server.Send(204, "DELETE", "access-lists/domain");
    }

    [Fact]
    public async Task Who_is_trusted_gets_temporary_credentials_without_any_other_right()
    {
        _server.Send(201, "POST", "users", """{"name":"alice"}""");
        _server.Send(201, "POST", "agencies", """{"name":"keeper","trust":{"users":["alice"]},"max_duration_seconds":7200}""");
        await _server.ActAsAsync("alice");

        JsonElement credential = _server.Send(201, "POST", "agencies/keeper/assume", """{"duration_seconds":7200}""").GetProperty("credential");

        Assert.True(_server.Directory.OpenSecurityToken(
            credential.GetProperty("securitytoken").GetString()!, credential.GetProperty("access").GetString()).IsOk);
        Assert.Equal("createTemporaryAccessKey", _server.LastRecord().GetProperty("trace_name").GetString());
        _server.Send(400, "POST", "agencies/keeper/assume", """{"duration_seconds":7201}""");
        _server.Send(403, "POST", "agencies/other/assume");
        _server.Send(403, "GET", "agencies/keeper");
    }

    [Fact]
    public void The_vendors_way_to_temporary_credentials_is_served()
    {
        _server.Send(201, "POST", "agencies", """{"name":"keeper","trust":{"whole_domain":true}}""");

        HttpAnswer answer = _server.Send("POST", "/v3.0/OS-CREDENTIAL/securitytokens", """
            {"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"DOMAIN","agency_name":"keeper",
            "duration_seconds":3600,"session_user":{"name":"s"}}}}}
            """.Replace("DOMAIN", _server.Identity.DomainId, StringComparison.Ordinal));

        Assert.Equal(201, answer.Status);
        JsonElement credential = JsonElement.Parse(answer.Text).GetProperty("credential");
        Assert.Matches("^[A-Z0-9]{20}$", credential.GetProperty("access").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", credential.GetProperty("expires_at").GetString());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"auth":{"identity":{"methods":["token"]}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"agency_name":"keeper","domain_name":"other"}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"agency_name":"keeper"},"policy":{}}}}""")]
    public void Other_ways_are_refused(string body) => Assert.Equal(400, _server.Send("POST", "/v3.0/OS-CREDENTIAL/securitytokens", body).Status);

    [Fact]
    public void Clients_find_their_one_project_by_the_region()
    {
        JsonElement answer = JsonElement.Parse(_server.Send("GET", "/v3/projects?name=local-1").Text);

        JsonElement project = Assert.Single(answer.GetProperty("projects").EnumerateArray());
        Assert.Equal(_server.Identity.ProjectId, project.GetProperty("id").GetString());
        Assert.Equal("/v3/projects?name=local-1", answer.GetProperty("links").GetProperty("self").GetString());
        Assert.Empty(JsonElement.Parse(_server.Send("GET", "/v3/projects?name=elsewhere").Text).GetProperty("projects").EnumerateArray());
    }

    [Fact]
    public void A_look_up_with_an_empty_object_as_its_body_is_served() => Assert.Equal(200, _server.Send("GET", "/v3/projects?name=local-1", "{}").Status);

    [Fact]
    public void Clients_find_the_domain() => Assert.Equal(
        _server.Identity.DomainId,
        JsonElement.Parse(_server.Send("GET", "/v3/auth/domains").Text).GetProperty("domains")[0].GetProperty("id").GetString());

    [Fact]
    public async Task Who_has_no_right_is_refused_everything_but_what_is_his_own()
    {
        _server.Send(201, "POST", "users", """{"name":"alice"}""");
        await _server.ActAsAsync("alice");

        _server.Send(403, "GET", "users");
        _server.Send(403, "POST", "users", """{"name":"mallory"}""");
        _server.Send(403, "PUT", "users/alice", """{"description":"x"}""");
        Assert.Equal(0, JsonElement.Parse(_server.Send("GET", "/v3/projects").Text).GetProperty("projects").GetArrayLength());
    }

    [Fact]
    public async Task A_right_to_one_user_is_one_to_that_user_by_name_or_id()
    {
        _server.Send(201, "POST", "policies", """
            {"name":"care for bob","document":{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dew:user:get","dew:user:update"],"Resource":["DEW:*:*:user:bob"]}]}}
            """);
        _server.Send(201, "POST", "groups", """{"name":"carers"}""");
        _server.Send(200, "PUT", "groups/carers/policies", """{"policy":"care for bob"}""");
        _server.Send(201, "POST", "users", """{"name":"alice","groups":["carers"]}""");
        string bob = _server.Send(201, "POST", "users", """{"name":"bob"}""").GetProperty("id").GetString()!;
        await _server.ActAsAsync("alice");

        _server.Send(200, "GET", "users/bob");
        _server.Send(200, "PUT", $"users/{bob}", """{"enabled":false}""");
        _server.Send(403, "GET", "users/admin");
        _server.Send(403, "DELETE", "users/bob");
    }

    [Fact]
    public void Why_somebody_may_or_may_not_is_explained()
    {
        _server.Send(201, "POST", "users", """{"name":"alice"}""");
        JsonElement yes = _server.Send(200, "POST", "explain", """{"user":"admin","action":"kms:cmk:create"}""");
        Assert.Equal(("allowed", true), (yes.GetProperty("decision").GetString(), yes.GetProperty("allowed").GetBoolean()));
        Assert.Equal("KMS Administrator", yes.GetProperty("statements")[0].GetProperty("policy").GetString());

        JsonElement no = _server.Send(200, "POST", "explain", """{"user":"alice","action":"kms:cmk:create","source_ip":"10.1.2.3"}""");
        Assert.Equal("not_allowed", no.GetProperty("decision").GetString());

        _server.Send(200, "PUT", "access-lists/admin", """{"ranges":["10.0.0.0/8"]}""");
        JsonElement shut = _server.Send(200, "POST", "explain", """{"user":"admin","action":"kms:cmk:create","source_ip":"192.0.2.1"}""");
        Assert.Equal("denied", shut.GetProperty("decision").GetString());

        _server.Send(200, "PUT", "users/alice", """{"enabled":false}""");
        Assert.Contains(
            "disabled", _server.Send(200, "POST", "explain", """{"user":"alice","action":"dew:user:list"}""").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"user":"admin"}""", 400)]
    [InlineData("""{"user":"admin","action":"kms:cmk:nope"}""", 400)]
    [InlineData("""{"user":"admin","action":"kms:*:*"}""", 400)]
    [InlineData("""{"action":"kms:cmk:create"}""", 400)]
    [InlineData("""{"user":"admin","service":"obs","action":"kms:cmk:create"}""", 400)]
    [InlineData("""{"user":"nobody","action":"kms:cmk:create"}""", 404)]
    [InlineData("""{"user":"admin","action":"kms:cmk:get","resource":"x"}""", 400)]
    [InlineData("""{"user":"admin","action":"kms:cmk:get","source_ip":"x"}""", 400)]
    public void A_wrong_question_is_refused(string body, int status) => _server.Send(status, "POST", "explain", body);

    private static string? Code(JsonElement answer) => answer.GetProperty("error").GetProperty("error_code").GetString();
}
