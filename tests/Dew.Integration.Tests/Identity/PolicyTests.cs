using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>What policies say is what a running daemon does, from the next request on.</summary>
public sealed class PolicyTests : IClassFixture<SignedDaemon>, IDisposable
{
    private const string AllowEverythingOfKeys = """{"Effect":"Allow","Action":["kms:*:*"]}""";

    private readonly SignedDaemon _running;
    private readonly DewApi _administrator;
    private readonly DirectoryApi _directory;

    public PolicyTests(SignedDaemon running)
    {
        _running = running;
        _administrator = running.Connect();
        _directory = new DirectoryApi(_administrator);
    }

    [Fact]
    public void A_policy_to_one_key_gives_that_key_and_no_other()
    {
        string mine = NewKey();
        string other = NewKey();
        using SignedApi user = UserWith(AllowKey(mine));

        Assert.Equal(200, DataKey(user, mine).Status);
        Assert.Equal(200, user.Post("describe-key", ("key_id", mine)).Status);
        Refused.Forbidden(DataKey(user, other));
        Refused.Forbidden(user.Post("describe-key", ("key_id", other)));
        Refused.Forbidden(user.Post("list-keys"));
        Refused.Forbidden(user.Post("create-key", ("key_alias", DirectoryApi.NewName("never"))));
        Refused.Forbidden(user.Post("gen-random", ("random_data_length", "256")));
    }

    [Fact]
    public void A_ciphertext_of_another_key_is_refused_though_the_request_names_no_key()
    {
        string mine = NewKey();
        string other = NewKey();
        using SignedApi user = UserWith(AllowKey(mine));
        string ofMine = (string)_administrator.Call("encrypt-data", ("key_id", mine), ("plain_text", "mine"))["cipher_text"]!;
        string ofOther = (string)_administrator.Call("encrypt-data", ("key_id", other), ("plain_text", "other"))["cipher_text"]!;

        HttpAnswer opened = user.Post("decrypt-data", ("cipher_text", ofMine));
        Assert.True(opened.Status == 200 && (string?)opened.Json["plain_text"] == "mine", $"{opened}");
        Refused.Forbidden(user.Post("decrypt-data", ("cipher_text", ofOther)));
        Assert.NotEqual(200, user.Post("decrypt-data", ("key_id", mine), ("cipher_text", ofOther)).Status);
        string dataKey = (string)_administrator.Call("create-datakey", ("key_id", other))["cipher_text"]!;
        Assert.NotEqual(200, user.Post("decrypt-datakey", ("key_id", mine), ("cipher_text", dataKey), ("datakey_cipher_length", "32")).Status);
    }

    [Fact]
    public void A_ciphertext_is_the_same_however_its_text_is_escaped()
    {
        string keyId = NewKey();
        string denied = _directory.CreatePolicy(
            $$"""{"Effect":"Deny","Action":["kms:cmk:decrypt"],"Resource":["KMS:*:*:KeyId:{{keyId}}"]}""");
        using SignedApi user = _running.Sign(_directory.CreateUserWith("KMS CMKFullAccess", denied).Key);
        using SignedApi allowed = UserWith(AllowKey(keyId));
        string ciphertext = (string)_administrator.Call("encrypt-data", ("key_id", keyId), ("plain_text", "denied"))["cipher_text"]!;
        foreach (string text in (string[])
            [ciphertext, $"\\u{(int)ciphertext[0]:x4}{ciphertext[1..]}", ciphertext.Replace("/", "\\/", StringComparison.Ordinal), "\\n" + ciphertext, ciphertext + " "])
        {
            string body = $$"""{"cipher_text":"{{text}}"}""";
            HttpAnswer refused = user.Send(user.Request("POST", user.PathOf("decrypt-data"), body));
            HttpAnswer opened = allowed.Send(allowed.Request("POST", allowed.PathOf("decrypt-data"), body));

            Assert.True(refused.Status is 400 or 403, $"{text}: {refused}");
            Assert.True(opened.Status == 200 || refused.Status == 400, $"{text}: {opened}");
        }
    }

    [Fact]
    public void Who_may_not_use_a_key_does_not_learn_whether_there_is_one()
    {
        using SignedApi user = UserWith(AllowKey(NewKey()));
        HttpAnswer ofNone = user.Post("describe-key", ("key_id", $"{Guid.NewGuid()}"));
        HttpAnswer ofOther = user.Post("describe-key", ("key_id", NewKey()));

        Refused.Forbidden(ofNone);
        Assert.Equal(ofOther.Text, ofNone.Text);
    }

    [Fact]
    public void A_Deny_by_tag_wins_over_every_Allow_and_ends_with_the_tag()
    {
        string keyId = NewKey();
        string untagged = NewKey();
        string denied = _directory.CreatePolicy(
            """{"Effect":"Deny","Action":["kms:*:*"],"Condition":{"StringEquals":{"g:ResourceTag/department":["secret"]}}}""");
        string allowed = _directory.CreatePolicy(AllowEverythingOfKeys);
        (_, _, AccessKeyPair key) = _directory.CreateUserWith("KMS CMKFullAccess", denied, allowed);
        using SignedApi user = _running.Sign(key);

        Assert.Equal(200, DataKey(user, keyId).Status);
        Tag(keyId, "department", "secret");
        Refused.Forbidden(DataKey(user, keyId));
        Assert.Contains("denies", DataKey(user, keyId).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(200, DataKey(user, untagged).Status);
        Assert.Equal(200, user.Post("list-keys").Status);
        Tag(keyId, "department", "open");
        Assert.Equal(200, DataKey(user, keyId).Status);
    }

    [Fact]
    public void An_Allow_by_tag_begins_and_ends_with_the_tag()
    {
        string keyId = NewKey();
        using SignedApi user = UserWith(
            """{"Effect":"Allow","Action":["kms:dek:create"],"Condition":{"StringEquals":{"g:ResourceTag/team":["a"]}}}""");

        Refused.Forbidden(DataKey(user, keyId));
        Tag(keyId, "team", "a");
        Assert.Equal(200, DataKey(user, keyId).Status);
        Assert.Equal(204, _administrator.Send("DELETE", _administrator.PathOf($"{keyId}/tags/team")).Status);
        Refused.Forbidden(DataKey(user, keyId));
    }

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    public void An_Allow_by_source_address_needs_it(string range, bool allowed)
    {
        string policy = _directory.CreatePolicy(
            $$$$"""{"Effect":"Allow","Action":["kms:*:*"],"Condition":{"IpAddress":{"g:SourceIp":["{{{{range}}}}"]}}}""");
        (_, _, AccessKeyPair key) = _directory.CreateUserWith(policy);
        using SignedApi overHttp = _running.Sign(key);
        using SignedApi overSocket = _running.Sign(key, overSocket: true);

        Assert.Equal(allowed ? 200 : 403, overHttp.Post("list-keys").Status);
        Refused.Forbidden(overSocket.Post("list-keys"));
    }

    [Fact]
    public void A_Deny_by_source_address_reaches_those_who_come_from_there()
    {
        string denied = _directory.CreatePolicy(
            """{"Effect":"Deny","Action":["kms:*:*"],"Condition":{"IpAddress":{"g:SourceIp":["127.0.0.0/8"]}}}""");
        (_, _, AccessKeyPair key) = _directory.CreateUserWith("KMS Administrator", denied);
        using SignedApi overHttp = _running.Sign(key);
        using SignedApi overSocket = _running.Sign(key, overSocket: true);

        Refused.Forbidden(overHttp.Post("list-keys"));
        Assert.Equal(200, overSocket.Post("list-keys").Status);
    }

    [Fact]
    public void Every_change_of_rights_holds_for_the_next_request()
    {
        string keyId = NewKey();
        string policy = _directory.CreatePolicy(AllowKey(keyId));
        (string name, string group, AccessKeyPair key) = _directory.CreateUserWith();
        using SignedApi user = _running.Sign(key);

        Refused.Forbidden(DataKey(user, keyId));
        _directory.Attach("groups", group, policy);
        Assert.Equal(200, DataKey(user, keyId).Status);
        _directory.ChangePolicy(policy, AllowKey($"{Guid.NewGuid()}"));
        Refused.Forbidden(DataKey(user, keyId));
        _directory.ChangePolicy(policy, AllowKey(keyId[..8] + "*"));
        Assert.Equal(200, DataKey(user, keyId).Status);
        _directory.Change("DELETE", $"groups/{group}/members/{name}");
        Refused.Forbidden(DataKey(user, keyId));
        _directory.AddMember(group, name);
        Assert.Equal(200, DataKey(user, keyId).Status);
        _directory.Detach("groups", group, policy);
        Refused.Forbidden(DataKey(user, keyId));
        _directory.Attach("groups", group, "KMS CMKReadOnlyAccess");
        Refused.Forbidden(DataKey(user, keyId));
        Assert.Equal(200, user.Post("list-keys").Status);
    }

    [Theory]
    [InlineData("KMS CMKFullAccess", true, false)]
    [InlineData("KMS CMKReadOnlyAccess", false, false)]
    [InlineData("Appliance Administrator", false, true)]
    [InlineData("Appliance Auditor", false, true)]
    [InlineData("DEW KeypairFullAccess", false, false)]
    public void Roles_are_separate(string role, bool mayUseKeys, bool maySeeUsers)
    {
        string keyId = NewKey();
        (_, _, AccessKeyPair key) = _directory.CreateUserWith(role);
        using SignedApi user = _running.Sign(key);

        Assert.Equal(mayUseKeys ? 200 : 403, DataKey(user, keyId).Status);
        Assert.Equal(maySeeUsers ? 200 : 403, user.Send("GET", "/appliance/v1/iam/users").Status);
    }

    [Fact]
    public void A_wrong_policy_is_refused_naming_the_place()
    {
        HttpAnswer answer = _administrator.Send("POST", "/appliance/v1/iam/policies", DewApi.Body(
            ("name", DirectoryApi.NewName("wrong")),
            ("document", JsonNode.Parse("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:cmk:get","kms:cmk:nonsense"]}]}"""))));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Statement[0].Action[1]", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Access_from_other_addresses_than_those_of_the_users_list_is_refused()
    {
        (string name, _, AccessKeyPair key) = _directory.CreateUserWith("KMS CMKFullAccess");
        using SignedApi overHttp = _running.Sign(key);
        using SignedApi overSocket = _running.Sign(key, overSocket: true);
        using SignedApi other = _running.Sign();

        _directory.Change("PUT", $"access-lists/{name}", ("ranges", new JsonArray("10.0.0.0/8", "2001:db8::/32")));
        Refused.Unauthenticated(overHttp.Post("list-keys"), "address");
        Assert.Equal(200, overSocket.Post("list-keys").Status);
        Assert.Equal(200, other.Post("list-keys").Status);
        _directory.Change("PUT", $"access-lists/{name}", ("ranges", new JsonArray("10.0.0.0/8", "127.0.0.1")));
        Assert.Equal(200, overHttp.Post("list-keys").Status);
        _directory.Change("PUT", $"access-lists/{name}", ("ranges", new JsonArray("10.0.0.0/8")));
        Refused.Unauthenticated(overHttp.Post("list-keys"), "address");
        _directory.Change("DELETE", $"access-lists/{name}");
        Assert.Equal(200, overHttp.Post("list-keys").Status);
    }

    public void Dispose() => _administrator.Dispose();

    private static string AllowKey(string keyId) =>
        $$"""{"Effect":"Allow","Action":["kms:*:*"],"Resource":["KMS:*:*:KeyId:{{keyId}}"]}""";

    private static HttpAnswer DataKey(SignedApi user, string keyId) => user.Post("create-datakey", ("key_id", keyId));

    private SignedApi UserWith(params ReadOnlySpan<string> statements) => _running.Sign(_directory.CreateUserWith(_directory.CreatePolicy(statements)).Key);

    private string NewKey() => _administrator.CreateKey(DirectoryApi.NewName("of-policies"));

    private void Tag(string keyId, string name, string value)
    {
        HttpAnswer answer = _administrator.Send(
            "POST", _administrator.PathOf($"{keyId}/tags"), new JsonObject { ["tag"] = DewApi.Body(("key", name), ("value", value)) });
        Assert.Equal(204, answer.Status);
    }
}
