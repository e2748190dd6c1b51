using System.Text;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class IamCommandTests : CliTest
{
    private const string Root = "/appliance/v1/iam/";
    private const string Alice = """{"id":"0a","name":"alice","description":"","enabled":true,"groups":[{"id":"0b","name":"ops"}],"created":"2026-08-01T00:00:00Z"}""";
    private const string Credential = """{"credential":{"access":"AK1","secret":"s3cret+/x","user_id":"0a","user_name":"alice","description":""}}""";

    [Fact]
    public async Task User_is_created_with_its_groups()
    {
        Answer("POST", "users", Alice);

        CliResult result = await DewAsync("iam", "user", "create", "alice", "--group", "ops", "--group", "dev", "--disabled");

        Assert.Equal((0, "Created user alice, id 0a\n"), (result.Code, result.Output));
        Assert.Equal([$$"""POST {{Root}}users {"name":"alice","enabled":false,"groups":["ops","dev"]}"""], Appliance.Requests);
    }

    [Fact]
    public async Task Users_are_a_table_for_people_and_the_answer_of_the_api_for_programs()
    {
        Answer("GET", "users", $$"""{"users":[{{Alice}}]}""");

        Assert.Equal(
            """
            NAME   ID  STATE    GROUPS  DESCRIPTION
            alice  0a  enabled  ops     -

            """,
            (await DewAsync("iam", "user", "list")).Output);
        Assert.Equal("ops", (string?)(await DewAsync("iam", "user", "list", "--json")).Json["users"]![0]!["groups"]![0]!["name"]);
    }

    [Fact]
    public async Task User_is_disabled()
    {
        Answer("PUT", "users/alice", Alice);

        await DewAsync("iam", "user", "disable", "alice");

        Assert.Equal([$$"""PUT {{Root}}users/alice {"enabled":false}"""], Appliance.Requests);
    }

    [Fact]
    public async Task Membership_is_added_and_removed()
    {
        Answer("PUT", "groups/ops/members/alice", "");
        Answer("DELETE", "groups/ops/members/alice", "");

        Assert.Equal("User alice is in group ops\n", (await DewAsync("iam", "user", "add-to-group", "alice", "ops")).Output);
        Assert.Equal("removed", (string?)(await DewAsync("iam", "user", "remove-from-group", "alice", "ops", "--json")).Json["change"]);
    }

    [Theory]
    [InlineData("user", "users/x")]
    [InlineData("group", "groups/x")]
    [InlineData("policy", "policies/x")]
    [InlineData("project", "projects/x")]
    [InlineData("enterprise-project", "enterprise-projects/x")]
    [InlineData("agency", "agencies/x")]
    [InlineData("access-key", "access-keys/x")]
    [InlineData("access-list", "access-lists/x")]
    public async Task Entries_are_deleted(string kind, string url)
    {
        Answer("DELETE", url, "");

        CliResult result = await DewAsync("iam", kind, "delete", "x");

        Assert.Equal((0, $"Deleted {kind.Replace('-', ' ')} x\n"), (result.Code, result.Output));
        Assert.Single(Appliance.Requests);
    }

    [Fact]
    public async Task Refusal_is_told_with_its_code()
    {
        Appliance.FailOnce(409, "DEW.0612", "Group ops is needed by user alice.");

        CliResult result = await DewAsync("iam", "group", "delete", "ops");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains("(DEW.0612", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_document_comes_from_standard_input()
    {
        Input = Encoding.UTF8.GetBytes("\uFEFF{ \"Version\": \"1.1\" }");
        Answer("POST", "validate-policy", """{"valid":true,"foreign_actions":["ecs:servers:list"]}""");

        CliResult result = await DewAsync("iam", "policy", "validate", "-");

        Assert.Contains("ecs:servers:list", result.Output, StringComparison.Ordinal);
        Assert.Equal([$$$"""POST {{{Root}}}validate-policy {"document":{ "Version": "1.1" }}"""], Appliance.Requests);
    }

    [Fact]
    public async Task Document_that_is_not_json_is_refused_with_the_place()
    {
        Input = "{\n  \"Version\": oops }"u8.ToArray();

        CliResult result = await DewAsync("iam", "policy", "validate", "-");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains("line 2", result.Error, StringComparison.Ordinal);
        Assert.Empty(Appliance.Operations);
    }

    [Fact]
    public async Task Policy_is_given_to_a_service_in_a_project()
    {
        Answer("PUT", "services/obs/policies", """{"policies":[{"policy":"p","project":{"id":"1","name":"north"}}]}""");

        CliResult result = await DewAsync("iam", "policy", "attach", "p", "--service", "obs", "--project", "north");

        Assert.Equal("Service obs has p (project north)\n", result.Output);
        Assert.Equal([$$"""PUT {{Root}}services/obs/policies {"policy":"p","project":"north"}"""], Appliance.Requests);
    }

    [Fact]
    public async Task Secret_of_an_access_key_is_printed_with_a_warning()
    {
        Answer("POST", "access-keys", Credential);

        CliResult result = await DewAsync("iam", "access-key", "create", "alice");

        Assert.Contains("secret          s3cret+/x\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("shown this once", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_of_an_access_key_goes_to_a_private_file_and_nowhere_else()
    {
        Answer("POST", "access-keys", Credential);
        string file = InFolder("ak.json");

        CliResult result = await DewAsync("iam", "access-key", "create", "alice", "--output", file, "--json");

        Assert.DoesNotContain("s3cret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode.UserRead | UnixFileMode.UserWrite, file), (File.GetUnixFileMode(file), (string?)result.Json["output"]));
        Assert.Contains("\"secret_key\": \"s3cret+/x\"", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_access_key_is_made_when_its_file_cannot_be_written()
    {
        Answer("POST", "access-keys", Credential);

        CliResult result = await DewAsync("iam", "access-key", "create", "alice", "--output", Write("there", []));

        Assert.Equal(ExitCode.LocalIo, result.Code);
        Assert.Empty(Appliance.Requests);
    }

    [Fact]
    public async Task Assumed_agency_is_exported_for_a_shell()
    {
        Answer("POST", "agencies/backup/assume", """{"credential":{"access":"AK1","secret":"SK1","securitytoken":"T1","expires_at":"2026-08-01T00:00:00Z"}}""");

        Assert.Equal(
            """
            export HUAWEICLOUD_SDK_AK='AK1'
            export HUAWEICLOUD_SDK_SK='SK1'
            export HUAWEICLOUD_SDK_SECURITY_TOKEN='T1'
            export HUAWEICLOUD_SDK_PROJECT_ID='0123456789abcdef0123456789abcdef'

            """,
            (await DewAsync("iam", "agency", "assume", "backup", "--export")).Output);
    }

    [Fact]
    public async Task Secret_that_could_break_out_of_its_quotes_is_not_printed()
    {
        Answer("POST", "agencies/backup/assume", """{"credential":{"access":"AK1","secret":"'; rm x","securitytoken":"T1","expires_at":""}}""");

        CliResult result = await DewAsync("iam", "agency", "assume", "backup", "--export");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.DoesNotContain("rm x", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root", "user:0")]
    [InlineData("user:root", "user:0")]
    [InlineData("group:root", "group:0")]
    [InlineData("user:4242", "user:4242")]
    [InlineData("group:4242", "group:4242")]
    public async Task Peer_is_named_as_this_machine_calls_it(string named, string peer)
    {
        Answer("PUT", $"peers/{Uri.EscapeDataString(peer)}", $$"""{"peer":"{{peer}}","user":{"id":"0a","name":"alice"},"source":"directory"}""");

        CliResult result = await DewAsync("iam", "peer", "add", named, "alice");

        Assert.Equal((0, $"{peer} is user alice on the Unix socket\n"), (result.Code, result.Output));
    }

    [Fact]
    public async Task Peer_that_this_machine_does_not_know_is_refused()
    {
        CliResult result = await DewAsync("iam", "peer", "add", "no-such-account-here", "alice");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Empty(Appliance.Operations);
    }

    [Fact]
    public async Task Peers_are_listed_with_the_names_they_have_here()
    {
        Answer("GET", "peers", """{"peers":[{"peer":"user:0","user":{"id":"0a","name":"admin"},"source":"configuration"}]}""");

        Assert.Contains("user:0  root  admin  configuration\n", (await DewAsync("iam", "peer", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanation_is_in_words_and_finds_the_key_by_alias()
    {
        string keyId = Appliance.AddKey("payroll").Details.KeyId;
        Answer(
            "POST",
            "explain",
            """{"allowed":false,"decision":"denied","reason":"A statement denies it.","statements":[{"policy":"p","statement":1,"effect":"Deny","applies":true,"reason":"it is about this request"}]}""");

        CliResult result = await DewAsync("iam", "explain", "alice", "kms:cmk:disable", "payroll", "--source", "10.0.0.1");

        Assert.Equal(
            """
            alice may not kms:cmk:disable on payroll. A statement denies it.
            POLICY  STATEMENT     EFFECT  APPLIES  BECAUSE
            p       Statement[1]  Deny    yes      it is about this request

            """,
            result.Output);
        Assert.Equal(
            [$$"""POST {{Root}}explain {"user":"alice","action":"kms:cmk:disable","resource":"{{keyId}}","source_ip":"10.0.0.1"}"""], Appliance.Requests);
    }

    [Theory]
    [InlineData("service:obs", """{"service":"obs",""")]
    [InlineData("agency:backup", """{"agency":"backup",""")]
    public async Task Services_and_agencies_are_explained_too(string who, string expected)
    {
        Answer("POST", "explain", """{"allowed":true,"decision":"allowed","reason":"","statements":[]}""");

        await DewAsync("iam", "explain", who, "kms:cmk:list");

        Assert.Contains(expected, Appliance.Requests.Single(), StringComparison.Ordinal);
    }

    private void Answer(string method, string url, string json) => Appliance.Answers[$"{method} {Root}{url}"] = json;
}
