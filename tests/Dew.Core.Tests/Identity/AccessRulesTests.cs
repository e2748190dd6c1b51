using Dew.Core.Identity;
using Xunit;
using static Dew.Core.Tests.Identity.Policies;

namespace Dew.Core.Tests.Identity;

public sealed class AccessRulesTests
{
    private const string Key = "0d0466b0-e727-4d9c-b35d-f84bb474a37f";

    private static readonly Guid s_key = Guid.Parse(Key);
    private static readonly Guid s_other = Guid.Parse("1d0466b0-e727-4d9c-b35d-f84bb474a37f");

    [Fact]
    public void A_request_without_an_action_is_not_decided() => Assert.Equal(AccessDecision.Unset, Rules(Allow("*")).Decide(default));

    [Fact]
    public void Without_policies_nothing_is_allowed() =>
        Assert.All(IamActions.All, static action => Assert.Equal(AccessDecision.NotAllowed, AccessRules.None.Decide(Request(action))));

    [Fact]
    public void What_no_Allow_names_is_not_allowed()
    {
        AccessRules rules = Rules(Allow("kms:cmk:get"));

        Assert.Equal(AccessDecision.Allowed, rules.Decide(Request(IamActions.Kms.CmkGet, s_key)));
        Assert.Equal(AccessDecision.NotAllowed, rules.Decide(Request(IamActions.Kms.CmkEnable, s_key)));
    }

    [Fact]
    public void A_Deny_wins_whatever_the_order_and_whichever_policy()
    {
        NamedPolicy deny = Named("deny", Deny("kms:cmkTag:delete"));

        foreach (AccessRules rules in new[] { AccessRules.Compile([SystemPolicies.KmsAdministrator, deny]), AccessRules.Compile([deny, SystemPolicies.KmsAdministrator]) })
        {
            Assert.Equal(AccessDecision.DeniedByStatement, rules.Decide(Request(IamActions.Kms.CmkTagDelete, s_key)));
            Assert.Equal(AccessDecision.Allowed, rules.Decide(Request(IamActions.Kms.CmkTagCreate, s_key)));
        }
    }

    [Theory]
    [InlineData("KMS:*:*:KeyId:" + Key, true)]
    [InlineData("kms:*:*:keyid:0D0466B0-E727-4D9C-B35D-F84BB474A37F", true)]
    [InlineData("KMS:*:*:KeyId:0d0466b0-*", true)]
    [InlineData("KMS:*:*:KeyId:0D04*37F", true)]
    [InlineData("KMS:*:*:KeyId:*", true)]
    [InlineData("KMS:*:*:*:*", true)]
    [InlineData("*", true)]
    [InlineData("KMS:*:*:KeyId:1*", false)]
    [InlineData("KMS:*:*:KeyId:*0", false)]
    [InlineData("KMS:*:*:KeyId:1d0466b0-e727-4d9c-b35d-f84bb474a37f", false)]
    public void A_key_is_meant_or_not(string resource, bool isMeant)
    {
        AccessRequest request = Request(IamActions.Kms.CmkGet, s_key);

        Assert.Equal(isMeant ? AccessDecision.Allowed : AccessDecision.NotAllowed, Rules(Allow("kms:*", On(resource))).Decide(request));
        Assert.Equal(isMeant ? AccessDecision.DeniedByStatement : AccessDecision.Allowed, Rules(Allow("*"), Deny("kms:*", On(resource))).Decide(request));
    }

    [Theory]
    [InlineData("db-main", "db-main", true)]
    [InlineData("db-main", "DB-main", false)]
    [InlineData("db-*", "db-main", true)]
    [InlineData("db-*", "db-", true)]
    [InlineData("db-*", "db", false)]
    [InlineData("*-main", "db-main", true)]
    [InlineData("db-*-eu", "db-main-eu", true)]
    [InlineData("db-*-eu", "db-eu", false)]
    [InlineData("db-**", "db-x", true)]
    [InlineData("a*b*c*d", "aXbXbXcXdXd", true)]
    [InlineData("a*b*c*d", "aXbXbXdXc", false)]
    public void A_secret_is_meant_or_not(string path, string name, bool isMeant)
    {
        AccessRequest request = Request(IamActions.Csms.SecretGet, name: name);

        Assert.Equal(isMeant ? AccessDecision.Allowed : AccessDecision.NotAllowed, Rules(Allow("csms:*", On($"CSMS:*:*:secretName:{path}"))).Decide(request));
    }

    [Fact]
    public void Several_resources_are_alternatives()
    {
        AccessRules rules = Rules(Allow("*", On($"KMS:*:*:KeyId:{Key}", "CSMS:*:*:secretName:db-*")));

        Assert.Equal(AccessDecision.Allowed, rules.Decide(Request(IamActions.Kms.CmkGet, s_key)));
        Assert.Equal(AccessDecision.NotAllowed, rules.Decide(Request(IamActions.Kms.CmkGet, s_other)));
        Assert.Equal(AccessDecision.Allowed, rules.Decide(Request(IamActions.Csms.SecretGet, name: "db-1")));
        Assert.Equal(AccessDecision.NotAllowed, rules.Decide(Request(IamActions.Kps.KeyPairGet, name: "db-1")));
    }

    [Fact]
    public void A_pattern_for_one_resource_is_not_about_a_request_for_none()
    {
        AccessRules one = Rules(Allow("kms:*", On($"KMS:*:*:KeyId:{Key}")));
        AccessRules all = Rules(Allow("kms:*", On("KMS:*:*:KeyId:*")));

        Assert.Equal(AccessDecision.NotAllowed, one.Decide(Request(IamActions.Kms.CmkList)));
        Assert.Equal(AccessDecision.NotAllowed, one.Decide(Request(IamActions.Kms.CmkCreate)));
        Assert.Equal(AccessDecision.Allowed, all.Decide(Request(IamActions.Kms.CmkList)));
        Assert.Equal(AccessDecision.Allowed, all.Decide(Request(IamActions.Kms.CmkCreate)));
    }

    [Fact]
    public void The_same_words_under_two_conditions_are_two_rules()
    {
        AccessRules rules = Rules(
            Allow("kms:*", On($"KMS:*:*:KeyId:{Key}") + If("StringEquals", "g:UserName", "bob")),
            Allow("kms:*", On($"KMS:*:*:KeyId:{Key}") + If("StringEquals", "g:UserName", "alice")));

        Assert.Equal(AccessDecision.Allowed, rules.Decide(Request(IamActions.Kms.CmkGet, s_key)));
    }

    [Fact]
    public void Rules_keep_the_policies_they_were_made_of()
    {
        List<NamedPolicy> policies = [SystemPolicies.KmsAdministrator];
        AccessRules rules = AccessRules.Compile(policies);
        policies.Clear();

        Assert.Equal([SystemPolicies.KmsAdministrator], rules.Policies);
    }

    [Fact]
    public void An_explanation_names_every_statement_about_the_action()
    {
        AccessRules rules = AccessRules.Compile(
        [
            SystemPolicies.KmsAdministrator,
            Named(
                "custom",
                Allow("kms:cmk:list"),
                Deny("kms:cmk:*", On("KMS:*:*:KeyId:1d0466b0-e727-4d9c-b35d-f84bb474a37f")),
                Deny("kms:cmk:get", If("StringEquals", "g:UserName", "bob")),
                Deny("kms:cmk:get", If("StringEquals", "g:ResourceTag/env", "prod"))),
        ]);

        AccessExplanation explanation = rules.Explain(Request(IamActions.Kms.CmkGet, s_key));

        Assert.Equal(AccessDecision.DeniedByStatement, explanation.Decision);
        Assert.Equal(
            [("KMS Administrator", 0, true), ("custom", 1, false), ("custom", 2, false), ("custom", 3, true)],
            explanation.Findings.Select(static finding => (finding.Policy, finding.Statement, finding.Applies)));
        Assert.Contains($"the request about KMS:*:*:KeyId:{Key}", explanation.Findings[1].Reason, StringComparison.Ordinal);
        Assert.Equal("StringEquals on g:UserName does not hold: it is \"alice\"", explanation.Findings[2].Reason);
        Assert.Contains("g:ResourceTag/env cannot be decided", explanation.Findings[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_of_nothing_is_a_no()
    {
        AccessExplanation explanation = AccessRules.None.Explain(Request(IamActions.Kms.CmkGet, s_key));

        Assert.Equal(AccessDecision.NotAllowed, explanation.Decision);
        Assert.Empty(explanation.Findings);
    }
}
