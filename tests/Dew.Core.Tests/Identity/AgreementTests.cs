using System.Net;
using Dew.Core.Identity;
using Xunit;
using static Dew.Core.Tests.Identity.Policies;

namespace Dew.Core.Tests.Identity;

/// <summary>Decisions, explanations and a plain evaluator come to the same, over random policies and requests; the seed is fixed.</summary>
public sealed class AgreementTests
{
    private static readonly string[] s_actions =
        ["*", "kms:*", "kms:cmk:*", "kms:dek:crypto", "kms:dek:*", "kms:cmk:get", "kms:cmk:list", "kms:*:list", "csms:*", "csms:secret:get*", "csms:secretVersion:get", "csms:secret:create", "kps:SSHKeyPair:*", "*:*:get"];

    private static readonly string[] s_resources =
    [
        "*", "*:*:*:*:*", "KMS:*:*:KeyId:*", "kms:*:*:*:*", "KMS:*:*:KeyId:00000000-0000-0000-0000-000000000001", "KMS:*:*:KeyId:0000000A-0000-0000-0000-000000000001",
        "KMS:*:*:KeyId:00000000-*", "KMS:*:*:KeyId:00000000*", "KMS:*:*:KeyId:0-*", "KMS:*:*:KeyId:0000000a-0000-0000-0000-000000000002*", "KMS:*:*:KeyId:0000000A-*2", "*:*:*:*:00*", "KMS:*:*:KeyId:0000000A*", "KMS:*:*:KeyId:*1", "*:*:*:*:0000000A-*", "*:*:*:*:0000000A-0000-0000-0000-000000000001",
        "CSMS:*:*:secretName:*", "CSMS:*:*:secretName:a", "CSMS:*:*:secretName:a*", "CSMS:*:*:secretName:ab*", "csms:*:*:SECRETNAME:ab*c", "CSMS:*:*:secretName:*c",
        "KPS:*:*:SSHKeyPair:a", "KPS:*:*:SSHKeyPair:a*", "*:*:*:S*:abc", "C*:*:*:*:a*c",
    ];

    private static readonly (string Op, string Key, string[] Values)[] s_conditions =
    [
        ("StringEquals", "g:UserName", ["alice", "bob"]), ("StringNotEquals", "g:UserName", ["alice"]), ("StringMatch", "g:UserName", ["a*"]),
        ("IpAddress", "g:SourceIp", ["10.0.0.0/8"]), ("NotIpAddress", "g:SourceIp", ["10.0.0.0/8", "192.168.0.0/16"]), ("IpAddressIfExists", "g:SourceIp", ["10.0.0.0/8"]),
        ("Bool", "g:SecureTransport", ["true"]), ("StringEquals", "g:ResourceTag/env", ["prod", "test"]), ("StringNotEquals", "g:ResourceTag/env", ["prod"]),
        ("StringEqualsIfExists", "g:ResourceTag/env", ["prod"]), ("StringStartWith", "kms:KeySpec", ["AES"]), ("StringNotStartWith", "kms:KeySpec", ["RSA"]),
    ];

    private static readonly string[] s_people = ["alice", "bob", "carol"];

    private static readonly IPAddress?[] s_sources = [null, IPAddress.Parse("10.1.1.1"), IPAddress.Parse("192.168.1.1"), IPAddress.Parse("fd00::1")];

    private static readonly Facts?[] s_facts =
    [
        null, new Facts(), new Facts { KeySpec = "AES_256", ResourceTags = { ["env"] = "prod" } },
        new Facts { KeySpec = "RSA_2048", ResourceTags = { ["env"] = "test" } },
    ];

    private static readonly string[] s_names = ["a", "ab", "abc", "abbc", "b", "", "ac"];

    private static readonly Guid[] s_keys =
        [Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("0000000a-0000-0000-0000-000000000001"), Guid.Parse("0000000a-0000-0000-0000-000000000002")];

    private static readonly IamAction[] s_asked =
    [
        IamActions.Kms.CmkGet, IamActions.Kms.CmkList, IamActions.Kms.CmkCreate, IamActions.Kms.DekDecrypt, IamActions.Csms.SecretGet,
        IamActions.Csms.VersionGet, IamActions.Csms.SecretCreate, IamActions.Csms.SecretList, IamActions.Kps.KeyPairGet, IamActions.Kps.KeyPairBind,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decision_explanation_and_plain_evaluation_agree(int seed)
    {
#pragma warning disable CA5394 // the test wants the same sequence every time
        var random = new Random(seed);
#pragma warning restore CA5394
        int[] seen = new int[4];
        for (int round = 0; round < 150; round++)
        {
            NamedPolicy[] policies = [.. Enumerable.Range(0, Next(random, 6)).Select(_ => RandomPolicy(random))];
            AccessRules rules = AccessRules.Compile(policies);
            for (int i = 0; i < 60; i++)
            {
                AccessRequest request = RandomRequest(random);
                AccessDecision decision = rules.Decide(request);
                string context = $"{request.Action} {request.KeyId} {request.ResourceName} {request.Source}: {string.Join('\n', policies.Select(static p => p.Document.Text))}";

                Assert.True(NaiveEvaluator.Decide(policies, request) == decision, $"decided {decision}; {context}");
                Assert.True(rules.Explain(request).Decision == decision, $"explained otherwise than {decision}; {context}");
                seen[(int)decision]++;
            }
        }

        Assert.All(seen[1..], static count => Assert.True(count > 300));
    }

    private static int Next(Random random, int limit)
    {
#pragma warning disable CA5394 // as above
        return random.Next(limit);
#pragma warning restore CA5394
    }

    private static T Pick<T>(Random random, T[] values) => values[Next(random, values.Length)];

    private static NamedPolicy RandomPolicy(Random random)
    {
        while (true)
        {
            string statements = string.Join(',', Enumerable.Range(0, 1 + Next(random, 4)).Select(_ => RandomStatement(random)));
            Outcome<PolicyDocument> document = PolicyDocument.Parse($$"""{"Version":"1.1","Statement":[{{statements}}]}""");
            if (document.IsOk)
            {
                return new NamedPolicy("random", document.Value); // one whose resource suits none of its actions is refused, and another drawn
            }
        }
    }

    private static string RandomStatement(Random random)
    {
        string rest = Next(random, 3) == 0 ? "" : On([.. Enumerable.Range(0, 1 + Next(random, 2)).Select(_ => Pick(random, s_resources))]);
        if (Next(random, 2) == 0)
        {
            (string op, string key, string[] values) = Pick(random, s_conditions);
            rest += If(op, key, values);
        }

        string action = Pick(random, s_actions);
        return Next(random, 3) == 0 ? Deny(action, rest) : Allow(action, rest);
    }

    private static AccessRequest RandomRequest(Random random)
    {
        IamAction action = Pick(random, s_asked);
        bool hasTarget = Next(random, 5) != 0;
        return Request(
            action,
            hasTarget && action.ServiceName == "kms" ? Pick(random, s_keys) : null,
            hasTarget && action.ServiceName != "kms" ? Pick(random, s_names) : null) with
        {
            PrincipalName = Pick(random, s_people),
            Source = Pick(random, s_sources),
            IsSecureTransport = Next(random, 2) == 0,
            Resource = Pick(random, s_facts),
        };
    }
}
