using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>Requests as the four SDKs sign them are served, over plain HTTP and over the socket.</summary>
public sealed class SignedRequestTests(SignedDaemon running) : IClassFixture<SignedDaemon>
{
    public static MatrixTheoryData<SdkKind, bool, bool> Ways { get; } = new(Enum.GetValues<SdkKind>(), [false, true], [false, true]);

    public static MatrixTheoryData<SdkKind, string> OddTags { get; } = new(
        Enum.GetValues<SdkKind>(), ["plain", "a b", "a/b", "中文", "a=b+c", "x:y@z-1_2.3", "空/é", "dir/sub dir/leaf"]);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Keys_are_made_and_used(SdkKind kind, bool overSocket, bool derived)
    {
        using SignedApi api = running.Sign(kind: kind, overSocket: overSocket, scope: derived ? ("local-1", "kms") : null);

        // Some write other scripts as they are, some escape them; the signature is over the bytes.
        string description = kind is SdkKind.DotNet or SdkKind.Node ? "中文 é" : "\\u4e2d\\u6587 \\u00e9";
        HttpAnswer created = api.Send(api.Request(
            "POST", api.PathOf("create-key"), $$"""{"key_alias":"{{DirectoryApi.NewName("signed")}}","key_description":"{{description}}"}"""));
        Assert.True(created.Status == 200, $"{created}");
        string keyId = (string)created.Json["key_info"]!["key_id"]!;
        Assert.Equal("中文 é", (string?)api.Post("describe-key", ("key_id", keyId)).Json["key_info"]!["key_description"]);
        JsonNode made = api.Post("create-datakey", ("key_id", keyId), ("datakey_length", "512")).Json;
        JsonNode opened = api.Post(
            "decrypt-datakey", ("key_id", keyId), ("cipher_text", (string)made["cipher_text"]!), ("datakey_cipher_length", "64")).Json;

        Assert.Equal((string?)made["plain_text"], (string?)opened["data_key"], ignoreCase: true);
        Assert.Equal(200, api.Post("list-keys", ("limit", "10"), ("key_spec", "ALL")).Status);
    }

    [Theory]
    [MemberData(nameof(OddTags))]
    public void A_tag_with_odd_characters_is_made_and_deleted(SdkKind kind, string tag)
    {
        using SignedApi api = running.Sign(kind: kind);
        using DewApi administrator = running.Connect();
        string keyId = administrator.CreateKey(DirectoryApi.NewName("tagged"));
        JsonObject body = new() { ["tag"] = DewApi.Body(("key", tag), ("value", "v")) };
        Assert.Equal(204, api.Send("POST", api.PathOf($"{keyId}/tags"), body).Status);

        HttpAnswer deleted = api.Send(api.Request("DELETE", api.PathOf($"{keyId}/tags"), parameter: tag));

        Assert.True(deleted.Status == 204, $"{deleted}");
        Assert.Empty(api.Send("GET", api.PathOf($"{keyId}/tags")).Json["tags"]!.AsArray());
    }

    [Fact]
    public void A_key_of_a_tag_that_Node_signs_in_neither_form_is_refused()
    {
        using SignedApi api = running.Sign(kind: SdkKind.Node);
        HttpAnswer answer = api.Send(api.Request("DELETE", api.PathOf($"{Guid.NewGuid()}/tags"), parameter: "a b/空"));
        Assert.True(answer.Status is 401 or 404, $"{answer}");
    }

    [Theory]
    [InlineData(SdkKind.DotNet)]
    [InlineData(SdkKind.Python)]
    [InlineData(SdkKind.Node)]
    [InlineData(SdkKind.Java)]
    public void Clients_find_their_project_and_domain(SdkKind kind)
    {
        using SignedApi api = running.Sign(kind: kind);

        HttpAnswer projects = api.Send(api.Request("GET", "/v3/projects", kind == SdkKind.Node ? "{}" : "", query: ("name", "local-1")));
        HttpAnswer domains = api.Send(api.Request("GET", "/v3/auth/domains"));

        JsonNode project = Assert.Single(projects.Json["projects"]!.AsArray())!;
        Assert.Equal(running.Daemon.ReadyWord("project_id"), (string?)project["id"]);
        Assert.Equal("local-1", (string?)project["name"]);
        Assert.Single(domains.Json["domains"]!.AsArray());
    }

    [Theory]
    [InlineData("{project_id}")]
    [InlineData("%7Bproject_id%7D")]
    [InlineData("00000000000000000000000000000000")]
    public void A_project_that_is_none_of_ours_is_refused_in_words(string project)
    {
        using SignedApi api = running.Sign();
        SdkRequest request = api.Request("POST", $"/v1.0/{Uri.UnescapeDataString(project)}/kms/list-keys", "{}");

        HttpAnswer answer = api.Send(request with { Target = $"/v1.0/{project}/kms/list-keys" });

        Assert.Equal((403, "KMS.0321"), (answer.Status, answer.ErrorCode));
        Assert.Contains("project", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Liveness_and_state_answer_to_anybody_and_nothing_else_does()
    {
        using RawHttp http = new(running.Daemon.HttpEndPoint);

        Assert.Equal(200, http.Exchange("GET", "/healthz").Status);
        Assert.Equal(200, http.Exchange("GET", "/appliance/v1/state").Status);
        foreach (string path in (string[])["/metrics", "/appliance/v1/doctor", "/appliance/v1/iam/users", "/v3/projects", "/v3/auth/domains"])
        {
            Refused.Unauthenticated(http.Exchange("GET", path), "is not signed");
        }
    }
}
