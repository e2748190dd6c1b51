using System.Collections.Frozen;

namespace Dew.Core.Identity;

/// <summary>
/// The policies everybody has. Those of the vendor bear the vendor's names and do what table 6-2 of the user guide says; what the table
/// does not name is decided here: whoever may do everything to keys may also use MACs, data-key pairs, aliases and key stores; who may
/// only read may see what describes a key, its public half included, but use no key.
/// </summary>
public static class SystemPolicies
{
    /// <summary>Everything in KMS.</summary>
    public static NamedPolicy KmsAdministrator { get; } = Allow("KMS Administrator", "kms:*:*");

    /// <summary>Everything in KMS too: the guide gives both the same operations.</summary>
    public static NamedPolicy KmsCmkFullAccess { get; } = Allow("KMS CMKFullAccess", "kms:*:*");

    /// <summary>Looking at keys, without using any. The guide lists no operations for it.</summary>
    public static NamedPolicy KmsCmkReadOnlyAccess { get; } = Allow(
        "KMS CMKReadOnlyAccess", "kms:*:get", "kms:*:list", "kms:cmk:getPublicKey", "kms:cmk:getInstance", "kms:cmk:getQuota",
        "kms:cmk:getRotation", "kms:cmk:listRegions", "kms:cmkTag:listInstance");

    /// <summary>Everything about key pairs. The older compute calls the vendor names in it mean nothing here.</summary>
    public static NamedPolicy DewKeypairFullAccess { get; } = Allow("DEW KeypairFullAccess", "kps:domainKeypairs:*", "ecs:serverKeypairs:*");

    /// <summary>Looking at key pairs and tasks, not at private keys.</summary>
    public static NamedPolicy DewKeypairReadOnlyAccess { get; } = Allow(
        "DEW KeypairReadOnlyAccess", "kps:domainKeypairs:get", "kps:domainKeypairs:list", "kps:domainKeypairs:getTask",
        "kps:domainKeypairs:listRunningTask", "kps:domainKeypairs:listFailedTask", "ecs:serverKeypairs:get", "ecs:serverKeypairs:list");

    /// <summary>Everything about secrets. Values also need the key they are encrypted with, which this policy does not give.</summary>
    public static NamedPolicy CsmsFullAccess { get; } = Allow("CSMS FullAccess", "csms:*:*");

    /// <summary>Looking at secrets and their versions. A value also needs kms:dek:decrypt on its key, which this policy does not give.</summary>
    public static NamedPolicy CsmsReadOnlyAccess { get; } = Allow("CSMS ReadOnlyAccess", "csms:*:get*", "csms:*:list*");

    /// <summary>The appliance itself and its traces; no key, no secret.</summary>
    public static NamedPolicy ApplianceAdministrator { get; } = Allow("Appliance Administrator", "dew:*:*", "cts:*:*");

    /// <summary>Audit, traces, and looking at everything of the appliance.</summary>
    public static NamedPolicy ApplianceAuditor { get; } = Allow(
        "Appliance Auditor", "dew:audit:*", "dew:*:get*", "dew:*:list", "dew:appliance:explain", "cts:trace:list");

    /// <summary>What running the box needs.</summary>
    public static NamedPolicy ApplianceOperator { get; } = Allow(
        "Appliance Operator", "dew:appliance:getState", "dew:appliance:doctor", "dew:appliance:metrics", "dew:certificate:get", "dew:certificate:list");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NamedPolicy> All { get; } =
    [
        KmsAdministrator, KmsCmkFullAccess, KmsCmkReadOnlyAccess, DewKeypairFullAccess, DewKeypairReadOnlyAccess, CsmsFullAccess,
        CsmsReadOnlyAccess, ApplianceAdministrator, ApplianceAuditor, ApplianceOperator,
    ];

    private static readonly FrozenDictionary<string, NamedPolicy> s_byName = All.ToFrozenDictionary(static policy => policy.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The policy of a name, the case of letters not considered; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public static NamedPolicy? Find(string name) => s_byName.GetValueOrDefault(name);

    private static NamedPolicy Allow(string name, params string[] actions)
    {
        string list = string.Join(",\n        ", actions.Select(static action => $"\"{action}\""));
        string json = $$"""
            {
              "Version": "1.1",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": [
                    {{list}}
                  ]
                }
              ]
            }
            """;
        return new NamedPolicy(name, PolicyDocument.Parse(json).Value);
    }
}
