using System.Net;
using Dew.Core.Identity;
using Xunit;
using static Dew.Core.Tests.Identity.Policies;

namespace Dew.Core.Tests.Identity;

public sealed class ConditionTests
{
    private static readonly Guid s_key = Guid.Parse("0d0466b0-e727-4d9c-b35d-f84bb474a37f");

    [Theory]
    [InlineData("StringEquals", "alice", true)]
    [InlineData("StringEquals", "Alice", false)]
    [InlineData("StringNotEquals", "alice", false)]
    [InlineData("StringNotEquals", "bob", true)]
    [InlineData("StringEqualsIgnoreCase", "ALICE", true)]
    [InlineData("StringNotEqualsIgnoreCase", "ALICE", false)]
    [InlineData("StringLike", "lic", true)]
    [InlineData("StringLike", "a*e", true)]
    [InlineData("StringLike", "*b*", false)]
    [InlineData("StringLike", "al?ce", true)]
    [InlineData("StringNotLike", "lic", false)]
    [InlineData("StringNotLike", "x", true)]
    [InlineData("StringMatch", "a*", true)]
    [InlineData("StringMatch", "lic", false)]
    [InlineData("StringMatch", "?????", true)]
    [InlineData("StringMatch", "????", false)]
    [InlineData("StringNotMatch", "a*", false)]
    [InlineData("StringStartWith", "al", true)]
    [InlineData("StringStartWith", "AL", false)]
    [InlineData("StringNotStartWith", "al", false)]
    [InlineData("StringEndWith", "ice", true)]
    [InlineData("StringNotEndWith", "ice", false)]
    public void A_text_compares_or_does_not(string op, string value, bool holds) => Holds(holds, op, "g:UserName", Request(IamActions.Kms.CmkList), value);

    [Theory]
    [InlineData("StringEquals", true)]
    [InlineData("StringNotEquals", false)]
    public void Of_several_values_one_suffices_and_with_a_Not_none_may(string op, bool holds) =>
        Holds(holds, op, "g:UserName", Request(IamActions.Kms.CmkList), "bob", "alice", "carol");

    [Theory]
    [InlineData("IpAddress", "10.1.2.3", true)]
    [InlineData("IpAddress", "::ffff:10.1.2.3", true)]
    [InlineData("IpAddress", "192.168.0.1", false)]
    [InlineData("IpAddress", "fd00::1", true)]
    [InlineData("NotIpAddress", "10.1.2.3", false)]
    [InlineData("NotIpAddress", "192.168.0.1", true)]
    [InlineData("IpAddress", null, false)]
    [InlineData("NotIpAddress", null, true)]
    [InlineData("IpAddressIfExists", null, true)]
    [InlineData("IpAddressIfExists", "192.168.0.1", false)]
    public void The_source_is_in_a_range_or_not(string op, string? source, bool holds) =>
        Holds(holds, op, "g:SourceIp", Request(IamActions.Kms.CmkList) with { Source = source is null ? null : IPAddress.Parse(source) }, "10.0.0.0/8", "fd00::/8");

    [Theory]
    [InlineData("DateLessThan", "2026-03-01T12:00:01Z", true)]
    [InlineData("DateLessThan", "2026-03-01T12:00:00Z", false)]
    [InlineData("DateLessThanEquals", "2026-03-01T12:00:00Z", true)]
    [InlineData("DateGreaterThan", "2026-03-01T11:59:59.999Z", true)]
    [InlineData("DateGreaterThan", "2026-03-01", true)]
    [InlineData("DateGreaterThanEquals", "2026-03-01T14:00:00+02:00", true)]
    [InlineData("DateEquals", "2026-03-01T12:00Z", true)]
    [InlineData("DateNotEquals", "2026-03-01T12:00Z", false)]
    public void The_time_is_before_or_after(string op, string value, bool holds) => Holds(holds, op, "g:CurrentTime", Request(IamActions.Kms.CmkList), value);

    [Theory]
    [InlineData("true", true, true)]
    [InlineData("true", false, false)]
    [InlineData("false", false, true)]
    [InlineData("false", true, false)]
    public void The_way_is_secure_or_not(string value, bool isSecure, bool holds) =>
        Holds(holds, "Bool", "g:SecureTransport", Request(IamActions.Kms.CmkList) with { IsSecureTransport = isSecure }, value);

    [Theory]
    [InlineData("g:EnterpriseProjectId", "ep")]
    [InlineData("kms:KeySpec", "AES_256")]
    [InlineData("kms:KeyUsage", "ENCRYPT_DECRYPT")]
    [InlineData("kms:KeyOrigin", "kms")]
    [InlineData("kms:ResourceAliases", "alias-b")]
    [InlineData("csms:Type", "COMMON")]
    [InlineData("kps:Algorithm", "ssh-ed25519")]
    [InlineData("kps:KmsKeyId", "k")]
    [InlineData("g:ResourceTag/env", "prod")]
    [InlineData("g:RequestTag/team", "blue")]
    [InlineData("g:TagKeys", "team")]
    [InlineData("kms:RequestAlias", "mine")]
    [InlineData("kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT")]
    [InlineData("g:UserId", Alice)]
    public void A_key_has_its_own_value(string key, string value)
    {
        var facts = new Facts
        {
            EnterpriseProjectId = "ep",
            KeySpec = "AES_256",
            KeyUsage = "ENCRYPT_DECRYPT",
            KeyOrigin = "kms",
            Aliases = ["alias-a", "alias-b"],
            SecretType = "COMMON",
            KeyPairAlgorithm = "ssh-ed25519",
            KeyPairKmsKeyId = "k",
            ResourceTags = { ["env"] = "prod" },
            RequestTags = { ["team"] = "blue" },
            TagKeys = ["cost", "team"],
            Alias = "mine",
            EncryptionAlgorithm = "SYMMETRIC_DEFAULT",
        };
        AccessRequest request = Request(IamActions.Kms.CmkGet, s_key) with { Resource = facts, Parameters = facts };

        Holds(true, "StringEquals", key, request, value);
        Holds(false, "StringEquals", key, request, value + "x");
        Holds(false, "StringNotEquals", key, request, "other", value);
    }

    [Theory]
    [InlineData("g:ResourceTag/env")]
    [InlineData("g:ResourceTag/ENV")]
    [InlineData("kms:KeySpec")]
    [InlineData("kms:ResourceAliases")]
    [InlineData("g:RequestTag/team")]
    [InlineData("g:TagKeys")]
    public void A_key_without_a_value_fails_a_comparison_and_passes_a_Not(string key)
    {
        var facts = new Facts { ResourceTags = { ["Env"] = "prod" } };
        AccessRequest request = Request(IamActions.Kms.CmkTagCreate, s_key) with { Resource = facts, Parameters = facts };

        Holds(false, "StringEquals", key, request, "prod");
        Holds(true, "StringNotEquals", key, request, "prod");
        Holds(true, "StringEqualsIfExists", key, request, "prod");
    }

    [Theory]
    [InlineData("g:ResourceTag/env", "StringEquals")]
    [InlineData("g:ResourceTag/env", "StringNotEquals")]
    [InlineData("g:ResourceTag/env", "StringEqualsIfExists")]
    [InlineData("kms:ResourceAliases", "StringEquals")]
    [InlineData("g:RequestTag/team", "StringEquals")]
    [InlineData("g:TagKeys", "StringNotEquals")]
    public void What_the_front_end_leaves_open_counts_against_the_request(string key, string op)
    {
        AccessRequest request = Request(IamActions.Kms.CmkTagCreate, s_key);

        Assert.Equal(AccessDecision.NotAllowed, Rules(Allow("*", If(op, key, "a"))).Decide(request));
        Assert.Equal(AccessDecision.DeniedByStatement, Rules(Allow("*"), Deny("*", If(op, key, "a"))).Decide(request));
    }

    [Fact]
    public void What_cannot_exist_is_absent_and_not_left_open()
    {
        AccessRules rules = Rules(
            Allow("*"), Deny("*", If("StringEquals", "g:ResourceTag/env", "a")), Deny("*", If("StringEquals", "kms:RequestAlias", "a")));

        Assert.Equal(AccessDecision.Allowed, rules.Decide(Request(IamActions.Kms.CmkList)));
        Assert.Equal(AccessDecision.DeniedByStatement, rules.Decide(Request(IamActions.Kms.CmkCreate)));
    }

    [Fact]
    public void All_operators_and_keys_must_hold()
    {
        AccessRules rules = Rules(Allow(
            "*", ""","Condition":{"StringEquals":{"g:UserName":"alice","g:UserId":"0123456789abcdef0123456789abcdef"},"Bool":{"g:SecureTransport":"true"}}"""));
        AccessRequest request = Request(IamActions.Kms.CmkList) with { IsSecureTransport = true };

        Assert.Equal(AccessDecision.Allowed, rules.Decide(request));
        Assert.Equal(AccessDecision.NotAllowed, rules.Decide(request with { IsSecureTransport = false }));
        Assert.Equal(AccessDecision.NotAllowed, rules.Decide(request with { PrincipalId = "x" }));
        Assert.Equal(AccessDecision.NotAllowed, rules.Decide(request with { PrincipalName = "x" }));
    }

    [Fact]
    public void Facts_are_asked_only_when_a_condition_needs_them()
    {
        var facts = new Facts { ResourceTags = { ["env"] = "prod" } };
        AccessRequest request = Request(IamActions.Kms.CmkGet, s_key) with { Resource = facts };
        string byTag = If("StringEquals", "g:ResourceTag/env", "prod");

        Assert.Equal(AccessDecision.Allowed, Rules(Allow("kms:cmk:get"), Allow("kms:*", byTag), Deny("kms:cmk:list", byTag)).Decide(request));
        Assert.Equal(0, facts.Questions);
        Assert.Equal(AccessDecision.Allowed, Rules(Allow("kms:*", byTag)).Decide(request));
        Assert.Equal(1, facts.Questions);
    }

    private static void Holds(bool expected, string op, string key, AccessRequest request, params string[] values)
    {
        AccessDecision whenAllow = Rules(Allow("*", If(op, key, values))).Decide(request);
        AccessDecision whenDeny = Rules(Allow("*"), Deny("*", If(op, key, values))).Decide(request);

        Assert.Equal(expected ? AccessDecision.Allowed : AccessDecision.NotAllowed, whenAllow);
        Assert.Equal(expected ? AccessDecision.DeniedByStatement : AccessDecision.Allowed, whenDeny);
    }
}
