using System.Diagnostics;
using System.Net;
using System.Reflection;
using Dew.Core.Identity;
using Xunit;
using static Dew.Core.Tests.Identity.Policies;

namespace Dew.Core.Tests.Identity;

/// <summary>A decision stands on the way of every request: it allocates nothing, whatever the policies look at.</summary>
public sealed class DecisionAllocationTests
{
    private const int Rounds = 2_000;

    private static readonly Guid s_key = Guid.Parse("0d0466b0-e727-4d9c-b35d-f84bb474a37f");

    [Fact]
    public void A_decision_allocates_nothing()
    {
        Assert.SkipWhen(
            typeof(AccessRules).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false,
            "allocations are counted in optimised code only; build with -c Release");
        AccessRules rules = Rules(
            Allow("kms:*", On("KMS:*:*:KeyId:0d0466b0-*", "KMS:*:*:KeyId:*37f")),
            Allow("csms:*", On("CSMS:*:*:secretName:db-*-eu")),
            Deny("*", If("IpAddress", "g:SourceIp", "192.168.0.0/16", "fe80::/10")),
            Deny("*", If("StringEquals", "g:ResourceTag/env", "prod")),
            Deny("*", If("StringMatch", "kms:ResourceAliases", "secret-*")),
            Deny("*", If("StringEqualsIgnoreCase", "g:UserName", "BOB")),
            Deny("*", If("DateGreaterThan", "g:CurrentTime", "2030-01-01T00:00:00Z")),
            Deny("*", If("Bool", "g:SecureTransport", "false")));
        var facts = new Facts { Aliases = ["mine"], ResourceTags = { ["env"] = "test" } };
        AccessRequest key = Request(IamActions.Kms.DekDecrypt, s_key) with { Source = IPAddress.Parse("10.0.0.1"), Resource = facts, IsSecureTransport = true };
        AccessRequest secret = Request(IamActions.Csms.SecretGet, name: "db-main-eu") with { Source = IPAddress.Parse("fd00::1"), Resource = facts, IsSecureTransport = true };
        Decide(rules, key, secret);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Decide(rules, key, secret);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(AccessDecision.Allowed, rules.Decide(key));
        Assert.Equal(AccessDecision.Allowed, rules.Decide(secret));
        Assert.Equal(AccessDecision.NotAllowed, rules.Decide(key with { Action = IamActions.Kms.CmkList, KeyId = null }));
    }

    private static void Decide(AccessRules rules, in AccessRequest key, in AccessRequest secret)
    {
        for (int i = 0; i < Rounds; i++)
        {
            rules.Decide(key);
            rules.Decide(secret);
        }
    }
}
