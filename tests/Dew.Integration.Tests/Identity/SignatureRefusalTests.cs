using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>Signed requests that must not be served, each with its cause; and that nothing happened.</summary>
public sealed class SignatureRefusalTests(SignedDaemon running) : IClassFixture<SignedDaemon>
{
    private const string Wrong = "signature verification failed";

    public static TheoryData<string, string> Tampered => new()
    {
        { "signature", Wrong },
        { "body", Wrong },
        { "longer body", Wrong },
        { "path", Wrong },
        { "query", Wrong },
        { "project header", Wrong },
        { "content type", Wrong },
        { "user agent", Wrong },
        { "host", Wrong },
        { "date", Wrong },
        { "algorithm", "malformed" },
        { "unsigned project header", "x-project-id is not signed" },
        { "no date", "x-sdk-date" },
        { "short signature", "malformed" },
        { "second authorization", "more than one Authorization" },
        { "foreign algorithm", "not supported" },
        { "unsigned payload", "UNSIGNED-PAYLOAD" },
        { "hash of another body", Wrong },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public void What_was_changed_after_signing_is_refused(string what, string cause)
    {
        using SignedApi api = running.Sign();
        string alias = DirectoryApi.NewName("tampered");

        HttpAnswer answer = api.Send(Tamper(api.Operation("create-key", null, ("key_alias", alias)), what));

        Refused.Unauthenticated(answer, cause);
        AssertNoKey(alias);
    }

    [Theory]
    [InlineData(SdkKind.DotNet, false)]
    [InlineData(SdkKind.Node, true)]
    [InlineData(SdkKind.Java, true)]
    [InlineData(SdkKind.Python, true)]
    public void A_changed_signature_is_refused_whatever_the_SDK_and_the_way(SdkKind kind, bool overSocket)
    {
        using SignedApi api = running.Sign(kind: kind, overSocket: overSocket);
        Refused.Unauthenticated(api.Send(Tamper(api.Operation("list-keys"), "signature")), Wrong);
        Assert.Equal(200, api.Post("list-keys").Status);
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    [InlineData(60 * 24 * 365)]
    public void A_date_too_far_from_now_is_refused(int minutes)
    {
        using SignedApi api = running.Sign();
        Refused.Unauthenticated(api.Send(api.Operation("list-keys", DateTimeOffset.UtcNow.AddMinutes(minutes))), "time difference");
    }

    [Theory]
    [InlineData(-14)]
    [InlineData(14)]
    public void A_date_within_the_window_is_accepted(int minutes)
    {
        using SignedApi api = running.Sign();
        Assert.Equal(200, api.Send(api.Operation("list-keys", DateTimeOffset.UtcNow.AddMinutes(minutes))).Status);
    }

    [Theory]
    [InlineData("2026-11-23T02:12:30Z")]
    [InlineData("20261323T021230Z")]
    [InlineData("now")]
    [InlineData("")]
    public void A_date_that_is_none_is_refused(string date)
    {
        using SignedApi api = running.Sign();
        Refused.Unauthenticated(api.Send(api.Operation("list-keys").With("X-Sdk-Date", date)), "X-Sdk-Date must be");
    }

    [Fact]
    public void An_unknown_access_key_is_refused()
    {
        using SignedApi api = running.Sign(new AccessKeyPair("AAAAAAAAAAAAAAAAAAAA", running.AdministratorKey.Secret));
        Refused.Unauthenticated(api.Post("list-keys"), "access key is unknown");
    }

    [Fact]
    public void A_wrong_secret_key_is_refused()
    {
        using SignedApi api = running.Sign(running.AdministratorKey with { Secret = new string('x', 40) });
        Refused.Unauthenticated(api.Post("list-keys"), Wrong);
    }

    [Fact]
    public void A_disabled_user_is_refused_from_the_next_request_on_and_accepted_again()
    {
        using DewApi administrator = running.Connect();
        DirectoryApi directory = new(administrator);
        (string user, _, AccessKeyPair key) = directory.CreateUserWith("KMS CMKFullAccess");
        using SignedApi api = running.Sign(key);
        Assert.Equal(200, api.Post("list-keys").Status);

        directory.Change("PUT", $"users/{user}", ("enabled", false));
        Refused.Unauthenticated(api.Post("list-keys"), "disabled");
        directory.Change("PUT", $"users/{user}", ("enabled", true));
        Assert.Equal(200, api.Post("list-keys").Status);
    }

    [Fact]
    public void A_disabled_key_is_refused_another_one_of_its_user_is_not()
    {
        using DewApi administrator = running.Connect();
        DirectoryApi directory = new(administrator);
        (string user, _, AccessKeyPair key) = directory.CreateUserWith("KMS CMKFullAccess");
        using SignedApi api = running.Sign(key);
        using SignedApi other = running.Sign(directory.CreateKey(user));

        directory.Change("PUT", $"access-keys/{key.Access}", ("enabled", false));
        Refused.Unauthenticated(api.Post("list-keys"), "disabled");
        Assert.Equal(200, other.Post("list-keys").Status);
        directory.Change("DELETE", $"access-keys/{key.Access}");
        Refused.Unauthenticated(api.Post("list-keys"), "unknown");
    }

    [Fact]
    public void Who_does_not_know_the_secret_is_not_told_that_a_key_is_disabled()
    {
        using DewApi administrator = running.Connect();
        DirectoryApi directory = new(administrator);
        (_, _, AccessKeyPair key) = directory.CreateUserWith("KMS CMKFullAccess");
        directory.Change("PUT", $"access-keys/{key.Access}", ("enabled", false));
        using SignedApi api = running.Sign(key with { Secret = new string('x', 40) });

        Refused.Unauthenticated(api.Post("list-keys"), Wrong);
    }

    [Fact]
    public void A_request_without_Authorization_is_refused()
    {
        using SignedApi api = running.Sign();
        Refused.Unauthenticated(api.Send(api.Operation("list-keys").With("Authorization", null)), "is not signed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_token_in_place_of_a_signature_is_refused(bool overSocket)
    {
        using SignedApi api = running.Sign(overSocket: overSocket);

        HttpAnswer answer = api.Send(api.Operation("list-keys").With("Authorization", null).Plus("X-Auth-Token", "MIIDkgYJKoZIhvcNAQcC"));

        Assert.Equal((403, "KMS.0301"), (answer.Status, answer.ErrorCode));
        Assert.NotNull(answer.Json["error"]);
        Assert.NotEmpty(answer.Headers["x-request-id"]);
    }

    [Fact]
    public void A_signature_that_is_wrong_is_not_made_good_by_the_connection()
    {
        using SignedApi api = running.Sign(running.AdministratorKey with { Secret = new string('x', 40) }, overSocket: true);
        Refused.Unauthenticated(api.Post("list-keys"), Wrong);
    }

    [Fact]
    public void A_derived_signature_for_a_service_that_is_none_of_ours_is_refused()
    {
        using SignedApi api = running.Sign(scope: ("local-1", "obs"));
        Refused.Unauthenticated(api.Post("list-keys"), "service in Credential");
    }

    [Fact]
    public void A_derived_signature_with_the_scope_of_another_day_or_service_is_refused()
    {
        using SignedApi api = running.Sign(scope: ("local-1", "kms"));
        SdkRequest request = api.Operation("list-keys");
        string authorization = request["Authorization"];
        string day = request["X-Sdk-Date"][..8];

        Refused.Unauthenticated(
            api.Send(request.With("Authorization", authorization.Replace($"/{day}/", "/20200101/", StringComparison.Ordinal))), "date in Credential");
        Refused.Unauthenticated(api.Send(request.With("Authorization", authorization.Replace("/kms,", "/csms,", StringComparison.Ordinal))), Wrong);
        Refused.Unauthenticated(api.Send(request.With("Authorization", authorization.Replace("/local-1/", "/local-2/", StringComparison.Ordinal))), Wrong);
        Assert.Equal(200, api.Send(request).Status);
    }

    private static SdkRequest Tamper(SdkRequest request, string what)
    {
        string authorization = request["Authorization"];
        return what switch
        {
            "signature" => request.With("Authorization", authorization[..^1] + (authorization[^1] == '0' ? '1' : '0')),
            "short signature" => request.With("Authorization", authorization[..^2]),
            "body" => request with { Body = [.. request.Body[..^3], (byte)(request.Body[^3] ^ 1), .. request.Body[^2..]] },
            "longer body" => (request with { Body = [.. request.Body, (byte)' '] }).With("Content-Length", $"{request.Body.Length + 1}"),
            "path" => request with { Target = request.Target.Replace("create-key", "list-keys", StringComparison.Ordinal) },
            "query" => request with { Target = request.Target + "?a=b" },
            "project header" => request.With("X-Project-Id", new string('0', 32)),
            "content type" => request.With("Content-Type", "text/plain"),
            "user agent" => request.With("User-Agent", "other"),
            "host" => request.With("Host", "other"),
            "date" => request.With("X-Sdk-Date", request["X-Sdk-Date"][..^3] + (request["X-Sdk-Date"][^3] == '0' ? "10Z" : "00Z")),
            "algorithm" => request.With("Authorization", authorization.Replace("SDK-HMAC-SHA256", "V11-HMAC-SHA256", StringComparison.Ordinal)),
            "foreign algorithm" => request.With("Authorization", authorization.Replace("SDK-HMAC-SHA256", "AWS4-HMAC-SHA256", StringComparison.Ordinal)),
            "unsigned project header" => request.With("Authorization", authorization.Replace(";x-project-id", "", StringComparison.Ordinal)),
            "no date" => request.With("X-Sdk-Date", null),
            "second authorization" => request.Plus("Authorization", authorization),
            "unsigned payload" => request.Plus("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"),
            "hash of another body" => request.Plus("X-Sdk-Content-Sha256", new string('0', 64)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    private void AssertNoKey(string alias)
    {
        using DewApi administrator = running.Connect();
        Assert.DoesNotContain(administrator.AllKeys().Values, key => (string?)key["key_alias"] == alias);
    }
}
