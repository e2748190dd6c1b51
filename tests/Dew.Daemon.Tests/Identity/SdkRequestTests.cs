using Dew.Protocol.Signing;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

/// <summary>The requests of the four SDKs, in the shapes captured from them.</summary>
public sealed class SdkRequestTests : SignatureTest
{
    public static TheoryData<SdkKind> Kinds => [.. Enum.GetValues<SdkKind>()];

    /// <summary>A hash or a question mark in a tag ends Node's path; no such request comes from it.</summary>
    public static MatrixTheoryData<SdkKind, string> KindsAndTags => new(
        Enum.GetValues<SdkKind>(), ["plain", "a b", "a b/空", "空", "100%", "a%20b", "a+b", "a b+c", "a&b=c", "x!*'()~", "a//b", "/", "\"<>^`{|}", "é 😀"]);

    public static MatrixTheoryData<SdkKind, string> KindsAndUsers => new(Enum.GetValues<SdkKind>(), ["", "a", "a b&c", "a+b", "100%", "空", "a=b", "a/b?c"]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_post_with_a_body_is_accepted(SdkKind kind) => AssertAccepted(Request(kind));

    [Theory]
    [InlineData(SdkKind.DotNet, "host;user-agent;x-project-id;x-sdk-date", "127.0.0.1")]
    [InlineData(SdkKind.Python, "content-type;host;user-agent;x-project-id;x-sdk-date", "127.0.0.1:18080")]
    [InlineData(SdkKind.Node, "content-type;host;x-project-id;x-sdk-date", "127.0.0.1:18080")]
    [InlineData(SdkKind.Java, "host;user-agent;x-project-id;x-sdk-date", "127.0.0.1:18080")]
    public void The_imitations_sign_what_the_sdks_sign(SdkKind kind, string signedHeaders, string host)
    {
        SdkRequest request = Request(kind);

        Assert.Contains($", SignedHeaders={signedHeaders}, ", request["Authorization"], StringComparison.Ordinal);
        Assert.Equal(host, request["Host"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_get_is_accepted(SdkKind kind) =>
        AssertAccepted(Signer(kind).Request("GET", "127.0.0.1:1", $"/v1.0/{Project}/kms/user-quotas", Time.Now));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Version_discovery_at_the_root_is_accepted(SdkKind kind) => AssertAccepted(Signer(kind).Request("GET", "127.0.0.1:1", "/", Time.Now));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_delete_with_a_body_is_accepted(SdkKind kind) =>
        AssertAccepted(Signer(kind).Request("DELETE", "127.0.0.1:1", $"/v1.0/{Project}/kms/aliases", Time.Now, """{"aliases":["alias/a"]}"""));

    [Theory]
    [MemberData(nameof(KindsAndTags))]
    public void A_tag_in_the_path_is_accepted(SdkKind kind, string tag) =>
        AssertAccepted(Signer(kind).Request("DELETE", "127.0.0.1:1", $"/v1.0/{Project}/kms/k/tags", Time.Now, parameter: tag));

    [Theory]
    [InlineData(SdkKind.DotNet)]
    [InlineData(SdkKind.Python)]
    [InlineData(SdkKind.Java)]
    public void A_tag_with_what_begins_a_query_is_accepted(SdkKind kind) =>
        AssertAccepted(Signer(kind).Request("DELETE", "127.0.0.1:1", $"/v1.0/{Project}/kms/k/tags", Time.Now, parameter: "a?b#c"));

    [Theory]
    [MemberData(nameof(KindsAndUsers))]
    public void A_query_is_accepted(SdkKind kind, string user) => AssertAccepted(Signer(kind).Request(
        "GET", "127.0.0.1:1", $"/v3/{Project}/traces", Time.Now, query: [("trace_type", "system"), ("limit", "10"), ("user", user), ("service_type", "KMS")]));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_derived_signature_is_accepted(SdkKind kind) =>
        AssertAccepted(new SdkSigner(kind, AccessKey, SecretKey) { ProjectId = Project, Scope = ("local-1", "kms") }.Request(
            "POST", "127.0.0.1:1", ListKeys, Time.Now, Body));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Temporary_credentials_are_accepted(SdkKind kind) =>
        AssertAccepted(new SdkSigner(kind, Temporary, Assumed.Secret) { SecurityToken = Token, Scope = ("globe", "kms") }.Request(
            "POST", "127.0.0.1:1", ListKeys, Time.Now, Body));

    [Fact]
    public void The_projects_look_up_of_node_has_a_body_on_get() =>
        AssertAccepted(new SdkSigner(SdkKind.Node, AccessKey, SecretKey).Request("GET", "127.0.0.1:1", "/v3/projects", Time.Now, "{}", query: ("name", "local-1")));

    [Fact]
    public void The_domains_look_up_of_global_credentials_is_accepted() =>
        AssertAccepted(new SdkSigner(SdkKind.Java, AccessKey, SecretKey) { DomainId = Project }.Request("GET", "127.0.0.1:1", "/v3/auth/domains", Time.Now));

    [Fact]
    public void A_literal_placeholder_of_the_project_is_accepted() =>
        AssertAccepted(new SdkSigner(SdkKind.DotNet, AccessKey, SecretKey).Request("POST", "127.0.0.1:1", "/v1.0/%7Bproject_id%7D/kms/list-keys", Time.Now, Body));

    [Theory]
    [InlineData("SDK-HMAC-SHA256 Access=AKTESTAKTESTAKTEST00", "37d1eb13e186b6e4b46f8954e5ede5f42326ad0fd98a1cc779b366d20220c449")]
    [InlineData("V11-HMAC-SHA256 Credential=AKTESTAKTESTAKTEST00/20261123/local-1/kms", "4345264cd745edfcbc1e0a7ecdc5d0fa9f60b83136d6d6b21dae71c959b7780b")]
    public void The_check_vector_is_accepted(string credential, string signature) => AssertAccepted(new SdkRequest(
        "POST",
        ListKeys,
        [
            new("Host", "127.0.0.1"),
            new("X-Project-Id", Project),
            new("X-Sdk-Date", "20261123T021230Z"),
            new("Authorization", $"{credential}, SignedHeaders=host;x-project-id;x-sdk-date, Signature={signature}"),
        ],
        System.Text.Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void A_header_that_is_not_ascii_is_signed_as_utf8()
    {
        SdkRequest request = Request();
        using var signer = new RequestSigner(AccessKey, System.Text.Encoding.UTF8.GetBytes(SecretKey));
        request = request.With("User-Agent", "größer 空").With("Authorization", null);
        byte[] hash = new byte[32];
        PayloadHash.Compute(request.Body, hash);

        AssertAccepted(request.Plus("Authorization", signer.Sign(request.Method, request.Target, request.Headers.Where(h => h.Key != "Content-Length"), hash)));
    }

    [Fact]
    public void The_access_key_that_signed_is_returned() => Assert.Same(Permanent, Verify(Request()).Value);
}
