using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>Every operation that the daemon says it serves, asked for by users of every system role, and by nobody.</summary>
public sealed class OperationWalkTests : IClassFixture<SignedDaemon>
{
    private static readonly string[] s_onlyLooking = ["kms:cmk:list", "kms:cmk:get", "kms:cmk:getPublicKey", "kms:cmkTag:list"];

    /// <summary>What only looks although it is no GET.</summary>
    private static readonly string[] s_posts = ["dew:audit:verify", "dew:appliance:explain", "dew:policy:list"];

    private readonly SignedDaemon _running;

    public OperationWalkTests(SignedDaemon running) => _running = running;

    /// <summary>The roles of the user guide and which actions of those that are served its table gives them.</summary>
    [Theory]
    [InlineData("KMS Administrator")]
    [InlineData("KMS CMKFullAccess")]
    [InlineData("KMS CMKReadOnlyAccess")]
    [InlineData("DEW KeypairFullAccess")]
    [InlineData("DEW KeypairReadOnlyAccess")]
    [InlineData("CSMS FullAccess")]
    [InlineData("CSMS ReadOnlyAccess")]
    [InlineData("Appliance Administrator")]
    public void A_role_may_do_what_it_is_for_and_nothing_else(string role)
    {
        using DewApi administrator = _running.Connect();
        using SignedApi user = _running.Sign(new DirectoryApi(administrator).CreateUserWith(role).Key);

        Assert.All(Operations(administrator).Where(static operation => operation.Action.Length > 0), operation =>
        {
            HttpAnswer answer = user.Send(user.Request(operation.Method, Fill(operation.Url, administrator.ProjectId), Body(operation.Method)));
            Assert.Equal(IsFor(role, operation.Action), answer is not { Status: 403, ErrorCode: "KMS.0307" });
        });
    }

    [Fact]
    public void Who_looks_after_the_audit_trail_changes_nothing_and_uses_no_key()
    {
        using DewApi administrator = _running.Connect();
        using SignedApi auditor = _running.Sign(new DirectoryApi(administrator).CreateUserWith("Appliance Auditor").Key);

        Assert.Equal(200, auditor.Send("GET", "/appliance/v1/audit/records").Status);
        Assert.All(
            Operations(administrator).Where(static o => o.Method != "GET" && o.Action.Length > 0 && !s_posts.Contains(o.Action)),
            operation =>
            {
                HttpAnswer answer = auditor.Send(auditor.Request(operation.Method, Fill(operation.Url, administrator.ProjectId), Body(operation.Method)));
                Assert.Equal((403, "KMS.0307"), (answer.Status, answer.ErrorCode));
            });
    }

    [Fact]
    public void Without_a_signature_the_network_gets_nothing_but_liveness_and_state()
    {
        using DewApi administrator = _running.Connect();
        using var nobody = new RawHttp(_running.Daemon.HttpEndPoint);

        Assert.All(Operations(administrator), operation =>
        {
            HttpAnswer answer = nobody.Exchange(operation.Method, Fill(operation.Url, administrator.ProjectId), Body(operation.Method));
            Assert.Equal(operation.IsOpen ? 200 : 401, answer.Status);
            Assert.Contains("x-request-id", answer.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        });
    }

    private static bool IsFor(string role, string action) => role switch
    {
        "KMS Administrator" or "KMS CMKFullAccess" => action.StartsWith("kms:", StringComparison.Ordinal),
        "KMS CMKReadOnlyAccess" => s_onlyLooking.Contains(action),
        "Appliance Administrator" => action.StartsWith("dew:", StringComparison.Ordinal) || action.StartsWith("cts:", StringComparison.Ordinal),
        _ => false,
    };

    private static List<(string Method, string Url, string Action, bool IsOpen)> Operations(DewApi administrator) =>
    [
        .. administrator.Require("GET", "/appliance/v1/operations").Json["operations"]!.AsArray().Select(static o =>
            ((string)o!["method"]!, (string)o["url"]!, (string)o["action"]!, (bool)o["open"]!)),
    ];

    /// <summary>No such key, user or certificate: whoever gets past the question of permission changes nothing.</summary>
    private static string Fill(string url, string projectId) => string.Join('/', url.Split('/').Select(part => part switch
    {
        "{project_id}" => projectId,
        "{key_id}" => "00000000-0000-4000-8000-000000000000",
        ['{', ..] => "0",
        _ => part,
    }));

    private static string Body(string method) => method is "GET" or "DELETE" ? "" : new JsonObject().ToJsonString();
}
