namespace Dew.Core.Identity;

/// <summary>
/// The policies of one principal, in a form that answers at once. Never changes; any thread may ask. A Deny wins over every Allow, and
/// what nobody allows is not allowed.
/// </summary>
public sealed partial class AccessRules
{
    private readonly IReadOnlyList<NamedPolicy> _policies;
    private readonly ActionRules?[] _byAction;

    private AccessRules(IReadOnlyList<NamedPolicy> policies, ActionRules?[] byAction)
    {
        _policies = policies;
        _byAction = byAction;
    }

    /// <summary>The rules of somebody without policies: nothing is allowed.</summary>
    public static AccessRules None { get; } = Compile([]);

    /// <summary>The policies, as they were given.</summary>
    public IReadOnlyList<NamedPolicy> Policies => _policies;

    /// <summary>Puts policies together. Actions about which the same statements say something share one index.</summary>
    /// <param name="policies">The policies, in any order.</param>
    public static AccessRules Compile(IReadOnlyList<NamedPolicy> policies)
    {
        NamedPolicy[] kept = [.. policies];
        PolicyStatement[] statements = [.. kept.SelectMany(static policy => policy.Document.Statements)];
        var byAction = new ActionRules?[IamActions.All.Count];
        var shared = new Dictionary<Concern, ActionRules>();
        foreach (IamAction action in IamActions.All)
        {
            int[] concerning = [.. Enumerable.Range(0, statements.Length).Where(i => statements[i].Concerns(action))];
            if (concerning.Length == 0)
            {
                continue;
            }

            var concern = new Concern(action.Resource, action.ServiceBit, concerning);
            if (!shared.TryGetValue(concern, out ActionRules? rules))
            {
                shared.Add(concern, rules = ActionRules.Build(action, concerning.Select(i => statements[i])));
            }

            byAction[action.Index] = rules;
        }

        return new AccessRules(kept, byAction);
    }

    /// <summary>
    /// Whether a request is allowed. Allocates nothing, provided the facts of the request do not. A condition about something the request
    /// leaves open (facts that are null though there is a resource or parameter) counts against it: then a Deny applies and an Allow does not.
    /// </summary>
    /// <param name="request">The request.</param>
    public AccessDecision Decide(in AccessRequest request)
    {
        if (request.Action is not { } action)
        {
            return AccessDecision.Unset;
        }

        ActionRules? rules = _byAction[action.Index];
        return rules is null ? AccessDecision.NotAllowed : rules.Decide(request);
    }

    /// <summary>What makes the compiled rules of two actions the same.</summary>
    private readonly struct Concern(ResourceType resource, int service, int[] statements) : IEquatable<Concern>
    {
        private readonly ResourceType _resource = resource;
        private readonly int _service = service;
        private readonly int[] _statements = statements;

        public bool Equals(Concern other) =>
            _resource == other._resource && _service == other._service && _statements.AsSpan().SequenceEqual(other._statements);

        public override bool Equals(object? obj) => obj is Concern other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_resource);
            hash.Add(_service);
            foreach (int statement in _statements)
            {
                hash.Add(statement);
            }

            return hash.ToHashCode();
        }
    }
}
