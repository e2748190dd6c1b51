using Dew.Core;
using Dew.Daemon.Identity;
using Dew.Testing;
using Xunit;

namespace Dew.Daemon.Tests.Identity;

public sealed class RefusalTests : SignatureTest
{
    private const string Zeroes = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void A_request_without_authorization() => AssertRefused(AuthenticationFailures.Unsigned, Request().With("Authorization", null));

    [Fact]
    public void A_token_instead_of_a_signature() =>
        AssertRefused(AuthenticationFailures.TokenUnsupported, Request().With("Authorization", null).Plus("X-Auth-Token", "MIIE"));

    [Fact]
    public void Two_authorizations() => AssertRefused(AuthenticationFailures.AuthorizationTwice, Request().Plus("Authorization", "SDK-HMAC-SHA256"));

    [Theory]
    [InlineData("SDK-HMAC-SM3")]
    [InlineData("SDK-ECDSA-P256-SHA256")]
    [InlineData("SDK-SM2-SM3")]
    [InlineData("Bearer")]
    public void An_algorithm_that_is_not_spoken(string algorithm)
    {
        SdkRequest request = Request();

        AssertRefused(
            AuthenticationFailures.AlgorithmUnsupported,
            request.With("Authorization", request["Authorization"].Replace("SDK-HMAC-SHA256", algorithm, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_malformed_authorization() => AssertRefused(AuthenticationFailures.AuthorizationMalformed, Request().With("Authorization", "SDK-HMAC-SHA256 Access=a"));

    [Fact]
    public void A_long_authorization() =>
        AssertRefused(AuthenticationFailures.AuthorizationTooLong, Request().With("Authorization", "SDK-HMAC-SHA256 " + new string('a', 4000)));

    [Theory]
    [InlineData("x-sdk-date;host")]
    [InlineData("host;host;x-sdk-date")]
    [InlineData("Host;x-sdk-date")]
    public void Signed_headers_out_of_order(string list) => AssertRefused(AuthenticationFailures.SignedHeadersInvalid, Signed(list));

    [Theory]
    [InlineData("user-agent;x-project-id;x-sdk-date", "host")]
    [InlineData("host;user-agent;x-project-id", "x-sdk-date")]
    [InlineData("host;user-agent;x-sdk-date", "x-project-id")]
    public void A_header_that_must_be_signed(string list, string missing) => AssertRefused(AuthenticationFailures.NotSigned(missing), Signed(list));

    [Theory]
    [InlineData("X-Security-Token", "x-security-token")]
    [InlineData("X-Domain-Id", "x-domain-id")]
    public void An_added_header_that_must_be_signed(string added, string missing) =>
        AssertRefused(AuthenticationFailures.NotSigned(missing), Request().Plus(added, "x"));

    [Theory]
    [InlineData("Host", "host")]
    [InlineData("X-Sdk-Date", "x-sdk-date")]
    [InlineData("X-Project-Id", "x-project-id")]
    [InlineData("User-Agent", "user-agent")]
    public void A_signed_header_that_is_there_twice(string header, string named)
    {
        SdkRequest request = Request();

        AssertRefused(AuthenticationFailures.NotOnce(named), request.Plus(header, request[header]));
    }

    [Fact]
    public void A_signed_header_that_is_not_there() => AssertRefused(AuthenticationFailures.NotOnce("user-agent"), Request().With("User-Agent", null));

    [Theory]
    [InlineData("20261123T021230")]
    [InlineData("2026-11-23T02:12:30Z")]
    [InlineData("")]
    public void A_date_in_another_form(string date) => AssertRefused(AuthenticationFailures.DateInvalid, Request().With("X-Sdk-Date", date));

    [Theory]
    [InlineData("http://127.0.0.1/x")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("/a b")]
    [InlineData("/ä")]
    [InlineData("/\u007f")]
    public void A_target_that_is_no_path(string target) => AssertRefused(AuthenticationFailures.TargetInvalid, Request() with { Target = target });

    [Fact]
    public void Too_many_parameters() =>
        AssertRefused(AuthenticationFailures.TargetInvalid, Request() with { Target = "/?" + string.Join('&', Enumerable.Repeat("a=1", 65)) });

    [Fact]
    public void A_payload_that_is_not_signed() =>
        AssertRefused(AuthenticationFailures.PayloadUnsigned, Request().Plus("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"));

    [Theory]
    [InlineData("")]
    [InlineData("5da3")]
    public void A_payload_hash_in_another_form(string hash) =>
        AssertRefused(AuthenticationFailures.ContentHashInvalid, Request().Plus("X-Sdk-Content-Sha256", hash));

    [Fact]
    public void A_payload_hash_of_another_body() => AssertRefused(AuthenticationFailures.SignatureWrong, Request().Plus("X-Sdk-Content-Sha256", Zeroes));

    [Fact]
    public void But_a_payload_hash_of_the_body_is_accepted() =>
        AssertAccepted(Request().Plus("X-Sdk-Content-Sha256", "5da3e54a11d46caa96965abe7fc12ed01fdd123ee6a07b882e1378970c6b744b"));

    [Theory]
    [InlineData(SdkKind.Java, "local-1", "obs")]
    [InlineData(SdkKind.Java, "local-1", "KMS")]
    public void A_scope_of_another_service(SdkKind kind, string region, string service) =>
        AssertRefused(AuthenticationFailures.ScopeService, Derived(kind, region, service));

    [Fact]
    public void A_scope_of_another_region() => AssertRefused(AuthenticationFailures.ScopeRegion, Derived(SdkKind.Java, "cn-north-4", "kms"));

    [Fact]
    public void But_any_region_is_accepted_when_none_is_set()
    {
        Options = Options with { Region = null };

        AssertAccepted(Derived(SdkKind.Java, "cn-north-4", "kms"));
    }

    [Fact]
    public void A_scope_of_another_day()
    {
        SdkRequest request = Derived(SdkKind.Java, "local-1", "kms");

        AssertRefused(AuthenticationFailures.ScopeDate, request.With(
            "Authorization", request["Authorization"].Replace("/20261123/", "/20261124/", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_unknown_access_key() =>
        AssertRefused(AuthenticationFailures.AccessKeyUnknown, new SdkSigner(SdkKind.Java, "NOBODY", SecretKey).Request("GET", "h", "/", Time.Now));

    [Fact]
    public void An_unknown_access_key_in_the_words_of_a_wrong_signature_if_so_set()
    {
        Options = Options with { TellUnknownAccessKey = false };

        AssertRefused(AuthenticationFailures.SignatureWrong, new SdkSigner(SdkKind.Java, "NOBODY", SecretKey).Request("GET", "h", "/", Time.Now));
    }

    [Fact]
    public void A_wrong_secret_key() =>
        AssertRefused(AuthenticationFailures.SignatureWrong, new SdkSigner(SdkKind.Java, AccessKey, SecretKey + "1").Request("GET", "h", "/", Time.Now));

    [Fact]
    public void A_disabled_access_key()
    {
        Permanent.IsEnabled = false;

        AssertRefused(AuthenticationFailures.AccessKeyDisabled, Request());
    }

    [Fact]
    public void A_disabled_access_key_only_for_who_has_its_secret()
    {
        Permanent.IsEnabled = false;

        AssertRefused(AuthenticationFailures.SignatureWrong, new SdkSigner(SdkKind.Java, AccessKey, "x").Request("GET", "h", "/", Time.Now));
    }

    [Fact]
    public void An_access_key_that_went_away_meanwhile()
    {
        Permanent.IsGone = true;

        AssertRefused(AuthenticationFailures.SignatureWrong, Request());
    }

    [Fact]
    public void A_security_token_of_nobody() =>
        AssertRefused(AuthenticationFailures.SecurityTokenInvalid, Assuming("another token").Request("GET", "h", "/", Time.Now));

    [Fact]
    public void A_permanent_access_key_with_a_token() => AssertRefused(
        AuthenticationFailures.SecurityTokenInvalid, new SdkSigner(SdkKind.Java, AccessKey, SecretKey) { SecurityToken = Token }.Request("GET", "h", "/", Time.Now));

    [Fact]
    public void A_temporary_access_key_without_its_token() =>
        AssertRefused(AuthenticationFailures.AccessKeyUnknown, Assuming(null).Request("GET", "h", "/", Time.Now));

    [Fact]
    public void An_expired_security_token()
    {
        Assumed.ExpiresAt = Time.Now;

        AssertRefused(AuthenticationFailures.SecurityTokenExpired, Assuming(Token).Request("GET", "h", "/", Time.Now));
    }

    [Fact]
    public void But_a_security_token_is_accepted_until_it_expires()
    {
        Assumed.ExpiresAt = Time.Now.AddSeconds(1);

        AssertAccepted(Assuming(Token).Request("GET", "h", "/", Time.Now));
    }

    [Fact]
    public void An_expired_access_key()
    {
        Permanent.ExpiresAt = Time.Now;

        AssertRefused(AuthenticationFailures.AccessKeyExpired, Request());
    }

    [Fact]
    public void Always_in_the_form_of_the_vendor()
    {
        Assert.Equal(Status.AuthenticationFailed, AuthenticationFailures.SignatureWrong.Status);
        Assert.Equal("Incorrect IAM authentication information: signature verification failed.", AuthenticationFailures.SignatureWrong.Message);
    }

    private SdkSigner Assuming(string? token) => new(SdkKind.Java, Temporary, Assumed.Secret) { SecurityToken = token };

    private SdkRequest Derived(SdkKind kind, string region, string service) =>
        new SdkSigner(kind, AccessKey, SecretKey) { Scope = (region, service) }.Request("GET", "h", "/", Time.Now);

    /// <summary>A request whose list of signed headers is another one.</summary>
    private SdkRequest Signed(string list)
    {
        SdkRequest request = Request();
        return request.With("Authorization", request["Authorization"].Replace("host;user-agent;x-project-id;x-sdk-date", list, StringComparison.Ordinal));
    }
}
