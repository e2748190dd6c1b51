namespace Dew.Core.Identity;

public sealed partial class AccessRules
{
    /// <summary>
    /// Why a request is allowed or not: every statement about its action, in the order of the policies. Slow and wordy, and gone about in
    /// another way than <see cref="Decide"/>; the two agree.
    /// </summary>
    /// <param name="request">The request; its action must be given.</param>
    public AccessExplanation Explain(in AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Action, nameof(request));
        var findings = new List<StatementFinding>();
        foreach (NamedPolicy policy in _policies)
        {
            for (int i = 0; i < policy.Document.Statements.Count; i++)
            {
                PolicyStatement statement = policy.Document.Statements[i];
                if (statement.Concerns(request.Action))
                {
                    (bool applies, string reason) = Examine(statement, request);
                    findings.Add(new StatementFinding(policy.Name, i, statement.Effect, applies, reason));
                }
            }
        }

        bool isDenied = findings.Exists(static finding => finding is { Applies: true, Effect: PolicyEffect.Deny });
        bool isAllowed = findings.Exists(static finding => finding is { Applies: true, Effect: PolicyEffect.Allow });
        return new AccessExplanation(
            isDenied ? AccessDecision.DeniedByStatement : isAllowed ? AccessDecision.Allowed : AccessDecision.NotAllowed, findings);
    }

    private static (bool Applies, string Reason) Examine(PolicyStatement statement, in AccessRequest request)
    {
        if (statement.Resources is { } resources && !CoveredByAny(resources, request))
        {
            return (false, $"the resource differs: the statement is about {string.Join(", ", resources.Select(static r => r.Text))}, the request about {Target(request)}");
        }

        Condition? unknown = null;
        foreach (Condition condition in statement.Conditions)
        {
            Truth truth = condition.Test(request);
            if (truth == Truth.False)
            {
                return (false, $"{condition.Operator.Name} on {condition.Key.Name} does not hold: it is {condition.Found(request)}");
            }

            unknown ??= truth == Truth.Unknown ? condition : null;
        }

        return unknown is null
            ? (true, statement.Conditions.Length == 0 ? "it is about this request" : "it is about this request and its conditions hold")
            : (statement.Effect == PolicyEffect.Deny, $"{unknown.Operator.Name} on {unknown.Key.Name} cannot be decided, which counts against the request");
    }

    private static bool CoveredByAny(PolicyResource[] resources, in AccessRequest request)
    {
        foreach (PolicyResource resource in resources)
        {
            if (resource.Covers(request))
            {
                return true;
            }
        }

        return false;
    }

    private static string Target(in AccessRequest request) => !request.HasTarget
        ? "no single resource"
        : $"{ResourceTypes.Name(request.Action.Resource)}:{(request.Action.Resource == ResourceType.Key ? request.KeyId!.Value.ToString("D") : request.ResourceName)}";
}
