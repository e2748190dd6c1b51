namespace Dew.Core.Identity;

/// <summary>System policies and custom ones together.</summary>
internal static class PolicyBook
{
    private static readonly IamAction[] s_administration = [IamActions.Dew.UserUpdate, IamActions.Dew.GroupUpdate];

    /// <summary>The name of a policy as it was given to it; null if there is none.</summary>
    internal static string? NameOf(EntryTable<PolicyEntry> custom, string name) => Find(custom, name)?.Name;

    /// <summary>The policy of a name; null if there is none.</summary>
    internal static NamedPolicy? Find(EntryTable<PolicyEntry> custom, string name) =>
        SystemPolicies.Find(name) ?? (custom.FindByName(name) is { } entry ? new NamedPolicy(entry.Name, entry.Document) : null);

    /// <summary>The rules of some policies. One that is missing might be a Deny, so without it nothing is allowed.</summary>
    internal static AccessRules Compile(EntryTable<PolicyEntry> custom, IEnumerable<PolicyAttachment> attachments)
    {
        var policies = new List<NamedPolicy>();
        foreach (string name in attachments.Select(static attachment => attachment.Policy).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (Find(custom, name) is not { } policy)
            {
                return AccessRules.None;
            }

            policies.Add(policy);
        }

        return AccessRules.Compile(policies);
    }

    /// <summary>Whether somebody may change any user and any group from anywhere.</summary>
    internal static bool AllowsAdministration(AccessRules rules, Principal principal, DateTimeOffset now) =>
        Array.TrueForAll(s_administration, action => rules.Decide(new AccessRequest
        {
            Action = action,
            PrincipalId = principal.Id,
            PrincipalName = principal.Name,
            Time = now,
        }) == AccessDecision.Allowed);
}
