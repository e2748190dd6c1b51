using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>Credentials of an agency: they sign with their token, for their time, while the agency stands and trusts who got them.</summary>
public sealed class TemporaryCredentialTests(SignedDaemon running) : IClassFixture<SignedDaemon>
{
    private const string Invalid = "security token is invalid";

    [Theory]
    [InlineData(SdkKind.DotNet, false)]
    [InlineData(SdkKind.Python, false)]
    [InlineData(SdkKind.Node, false)]
    [InlineData(SdkKind.Java, false)]
    [InlineData(SdkKind.Python, true)]
    public void They_sign_requests_with_the_rights_of_the_agency(SdkKind kind, bool derived)
    {
        Agency agency = new(running);
        using SignedApi api = running.Sign(agency.Assume(), kind, scope: derived ? ("globe", "kms") : null);

        Assert.Equal(200, api.Post("create-key", ("key_alias", DirectoryApi.NewName("of-agency"))).Status);
        Refused.Forbidden(api.Send("GET", "/appliance/v1/iam/users"));
    }

    [Fact]
    public void The_way_of_the_vendors_clients_gives_them_too()
    {
        Agency agency = new(running);
        using SignedApi trusted = running.Sign(agency.TrustedKey);
        JsonNode body = JsonNode.Parse(
            $$$$$"""{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"agency_name":"{{{{{agency.Name}}}}}","duration_seconds":900}}}}""")!;

        HttpAnswer answer = trusted.Send("POST", "/v3.0/OS-CREDENTIAL/securitytokens", body);

        Assert.Equal(201, answer.Status);
        using SignedApi api = running.Sign(AccessKeyPair.OfAnswer(answer));
        Assert.Equal(200, api.Post("list-keys").Status);
    }

    [Fact]
    public void The_token_of_other_ones_is_refused()
    {
        Agency agency = new(running);
        using SignedApi api = running.Sign(agency.Assume() with { Token = agency.Assume().Token });
        Refused.Unauthenticated(api.Post("list-keys"), Invalid);
    }

    [Fact]
    public void A_changed_token_is_refused()
    {
        Agency agency = new(running);
        AccessKeyPair key = agency.Assume();
        string token = key.Token!;
        using SignedApi api = running.Sign(key with { Token = token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..] });
        Refused.Unauthenticated(api.Post("list-keys"), Invalid);
    }

    [Fact]
    public void Without_their_token_they_are_unknown()
    {
        Agency agency = new(running);
        using SignedApi api = running.Sign(agency.Assume() with { Token = null });
        Refused.Unauthenticated(api.Post("list-keys"), "unknown");
    }

    [Fact]
    public void A_token_that_is_not_signed_is_refused()
    {
        Agency agency = new(running);
        using SignedApi api = running.Sign(agency.Assume());
        SdkRequest request = api.Operation("list-keys");
        Refused.Unauthenticated(
            api.Send(request.With("Authorization", request["Authorization"].Replace(";x-security-token", "", StringComparison.Ordinal))),
            "x-security-token is not signed");
    }

    [Fact]
    public void They_end_with_the_agency()
    {
        Agency agency = new(running);
        using SignedApi api = running.Sign(agency.Assume());
        Assert.Equal(200, api.Post("list-keys").Status);

        agency.Change("DELETE", $"agencies/{agency.Name}");

        Refused.Unauthenticated(api.Post("list-keys"), Invalid);
    }

    [Fact]
    public void They_end_when_the_agency_trusts_others()
    {
        Agency agency = new(running);
        using SignedApi api = running.Sign(agency.Assume());

        agency.Change("PUT", $"agencies/{agency.Name}", ("trust", JsonNode.Parse("""{"services":["obs"]}""")));

        Refused.Unauthenticated(api.Post("list-keys"), Invalid);
    }

    [Fact]
    public void They_end_when_who_got_them_is_disabled()
    {
        Agency agency = new(running);
        using SignedApi api = running.Sign(agency.Assume());

        agency.Change("PUT", $"users/{agency.TrustedUser}", ("enabled", false));

        Refused.Unauthenticated(api.Post("list-keys"), Invalid);
    }

    [Fact]
    public void Who_is_not_trusted_gets_none()
    {
        Agency agency = new(running);
        using DewApi administrator = running.Connect();
        (_, _, AccessKeyPair stranger) = new DirectoryApi(administrator).CreateUserWith();
        using SignedApi api = running.Sign(stranger);

        Assert.Equal(403, api.Send("POST", $"/appliance/v1/iam/agencies/{agency.Name}/assume").Status);
    }

    [Fact]
    public void They_end_with_their_time()
    {
        using ScratchDirectory directory = new("dew-i-");
        AccessKeyPair key;
        using (DewdProcess first = DewdProcess.Start(directory.Path))
        {
            using DewApi administrator = new(first);
            Agency agency = new(new DirectoryApi(administrator));
            using SignedApi trusted = new(first, SignedApi.SocketOf(first), agency.TrustedKey);
            key = AccessKeyPair.OfAnswer(trusted.Send("POST", $"/appliance/v1/iam/agencies/{agency.Name}/assume"));
            using SignedApi api = new(first, SignedApi.SocketOf(first), key);
            Assert.Equal(200, api.Post("list-keys").Status);
            Assert.Equal(0, first.Stop());
        }

        TimeSpan ahead = TimeSpan.FromMinutes(16);
        using DewdProcess later = DewdProcess.Start(directory.Path, DewdOptions.WithClockAhead(ahead));
        using SignedApi expired = new(later, SignedApi.SocketOf(later), key);
        Refused.Unauthenticated(expired.Send(expired.Operation("list-keys", DateTimeOffset.UtcNow + ahead)), "security token has expired");
        using SignedApi permanent = new(later, SignedApi.SocketOf(later), AccessKeyPair.OfAdministrator(directory.Path));
        Assert.Equal(200, permanent.Send(permanent.Operation("list-keys", DateTimeOffset.UtcNow + ahead)).Status);
    }

    /// <summary>An agency with full access to keys that trusts one user.</summary>
    private sealed class Agency
    {
        private readonly SignedDaemon? _running;

        internal Agency(SignedDaemon running)
        {
            _running = running;
            using DewApi administrator = running.Connect();
            (Name, TrustedUser, TrustedKey) = Create(new DirectoryApi(administrator));
        }

        internal Agency(DirectoryApi directory) => (Name, TrustedUser, TrustedKey) = Create(directory);

        internal string Name { get; }

        internal string TrustedUser { get; }

        internal AccessKeyPair TrustedKey { get; }

        internal AccessKeyPair Assume()
        {
            using SignedApi trusted = _running!.Sign(TrustedKey);
            return AccessKeyPair.OfAnswer(trusted.Send("POST", $"/appliance/v1/iam/agencies/{Name}/assume", DewApi.Body(("duration_seconds", 900))));
        }

        internal void Change(string method, string path, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
        {
            using DewApi administrator = _running!.Connect();
            new DirectoryApi(administrator).Change(method, path, members);
        }

        private static (string Name, string User, AccessKeyPair Key) Create(DirectoryApi directory)
        {
            (string user, _, AccessKeyPair key) = directory.CreateUserWith();
            string name = DirectoryApi.NewName("agency");
            directory.Change("POST", "agencies", ("name", name), ("trust", new JsonObject { ["users"] = new JsonArray(user) }));
            directory.Attach("agencies", name, "KMS CMKFullAccess");
            return (name, user, key);
        }
    }
}
