using System.Diagnostics;
using System.Net;
using Dew.Core.Identity;
using Dew.Core.Kms;

namespace Dew.Benchmarks;

/// <summary>What a permission decision costs somebody who has a thousand policies.</summary>
internal static class DecisionBenchmark
{
    private const int PolicyCount = 1_000;

    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress s_source = IPAddress.Parse("10.20.30.40");

    internal static void Run()
    {
        Guid[] keys = [.. Enumerable.Range(0, PolicyCount).Select(KeyId)];
        long begun = Stopwatch.GetTimestamp();
        NamedPolicy[] policies = [.. Enumerable.Range(0, PolicyCount).Select(i => new NamedPolicy($"policy-{i}", PolicyDocument.Parse(Policy(i)).Value))];
        TimeSpan parsed = Stopwatch.GetElapsedTime(begun);
        begun = Stopwatch.GetTimestamp();
        AccessRules rules = AccessRules.Compile(policies);
        Console.WriteLine(
            $"== permission decisions, {PolicyCount} policies of one principal: 600 of one key each, 200 of secrets by wildcard, 100 of keys by wildcard, 100 with conditions");
        Console.WriteLine($"   (parsed in {parsed.TotalMilliseconds:F1} ms, compiled in {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:F1} ms)");

        IResourceFacts[] facts = [.. keys.Select(static key => (IResourceFacts)new KeyFacts(Record(key)))];
        AccessRequest[] decrypt = Requests(i => Request(IamActions.Kms.DekDecrypt, keys[i % 600]) with { Resource = facts[i % 600] });
        AccessRequest[] foreign = Requests(i => Request(IamActions.Kms.DekDecrypt, Guid.Parse($"ffffffff-ffff-4fff-8fff-{i:x12}")) with { Resource = facts[i] });
        AccessRequest[] secrets = Requests(static i => Request(IamActions.Csms.VersionGet, null) with { ResourceName = $"app-{i % 200:D3}-password" });
        AccessRequest[] lists = Requests(static _ => Request(IamActions.Kms.CmkList, null));
        AccessRequest[] untold = Requests(static _ => Request(IamActions.Kps.KeyPairGet, null) with { ResourceName = "host" });

        Print(rules, "decrypt-datakey, a key among the 600", decrypt, AccessDecision.Allowed);
        Print(rules, "decrypt-datakey, another key", foreign, AccessDecision.NotAllowed);
        Print(rules, "get a secret, a name among the wildcards", secrets, AccessDecision.Allowed);
        Print(rules, "list keys (only conditional rules)", lists, AccessDecision.NotAllowed);
        Print(rules, "an action of which no policy speaks", untold, AccessDecision.NotAllowed);

        AccessRules administrator = AccessRules.Compile([SystemPolicies.KmsAdministrator]);
        Print(administrator, "decrypt-datakey, KMS Administrator alone", decrypt, AccessDecision.Allowed);

        AccessRules worst = AccessRules.Compile([.. Enumerable.Range(0, PolicyCount).Select(static i => new NamedPolicy("deny", PolicyDocument.Parse(
            $$$$"""{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["kms:*"],"Condition":{"StringEquals":{"g:UserName":["user-{{{{i}}}}"]}}}]}""").Value))]);
        Print(worst, "worst case: 1,000 different conditional Denies", decrypt, AccessDecision.NotAllowed);
    }

    /// <summary>A mix as somebody would have it after years: most about one key, some by name, some with conditions that repeat.</summary>
    private static string Policy(int i) => (i % 10) switch
    {
        < 6 => $$$"""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:dek:*","kms:cmk:get"],"Resource":["KMS:*:*:KeyId:{{{KeyId((i / 10 * 6) + (i % 10))}}}"]}]}""",
        < 8 => $$$"""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["csms:secret:*"],"Resource":["CSMS:*:*:secretName:app-{{{(i / 10 * 2) + (i % 10) - 6:D3}}}-*"]}]}""",
        8 => $$$"""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:cmk:*","kms:dek:*"],"Resource":["KMS:*:*:KeyId:eeee{{{i:x4}}}-*"]}]}""",
        _ => (i / 10 % 4) switch
        {
            0 => """{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["kms:*"],"Condition":{"IpAddress":{"g:SourceIp":["192.168.0.0/16","172.16.0.0/12"]}}}]}""",
            1 => """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:*"],"Condition":{"StringEquals":{"g:ResourceTag/env":["test"]}}}]}""",
            2 => """{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["*"],"Condition":{"DateGreaterThan":{"g:CurrentTime":["2030-01-01T00:00:00Z"]}}}]}""",
            _ => """{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["kms:dek:*"],"Condition":{"StringEquals":{"g:ResourceTag/env":["quarantine"]}}}]}""",
        },
    };

    private static void Print(AccessRules rules, string name, AccessRequest[] requests, AccessDecision expected)
    {
        foreach (ref readonly AccessRequest request in requests.AsSpan())
        {
            if (rules.Decide(request) is var decision && decision != expected)
            {
                throw new InvalidOperationException($"{name}: {decision} instead of {expected}.");
            }
        }

        int allowed = 0;
        Measurement.Print(name, count =>
        {
            for (int i = 0, place = 0; i < count; i++)
            {
                allowed += (int)rules.Decide(requests[place]);
                place = place + 1 == requests.Length ? 0 : place + 1;
            }
        });
        GC.KeepAlive(allowed);
    }

    private static AccessRequest[] Requests(Func<int, AccessRequest> request) => [.. Enumerable.Range(0, PolicyCount).Select(request)];

    private static AccessRequest Request(IamAction action, Guid? key) => new()
    {
        Action = action,
        PrincipalId = "0123456789abcdef0123456789abcdef",
        PrincipalName = "alice",
        Time = s_now,
        Source = s_source,
        IsSecureTransport = true,
        KeyId = key,
    };

    private static KeyRecord Record(Guid id) => new()
    {
        Id = id,
        Sequence = 1,
        ProjectId = "0123456789abcdef0123456789abcdef",
        Alias = "benchmark",
        Description = "",
        Spec = KeySpec.Aes256,
        Usage = KeyUsage.EncryptDecrypt,
        State = KeyState.Enabled,
        Created = s_now,
        EnterpriseProjectId = "0",
        KeystoreId = "0",
        CurrentVersion = 1,
        Tags = TagSet.Of([new Tag("env", "prod"), new Tag("team", "blue")]),
    };

    /// <summary>Spread over all values, as random ids are, and the same in every run.</summary>
    private static Guid KeyId(int i) => Guid.Parse($"{(uint)unchecked((uint)(i + 1) * 2654435761u):x8}-0000-4000-8000-{i:x12}");
}
