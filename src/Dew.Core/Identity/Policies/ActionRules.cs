using System.Collections.Frozen;

namespace Dew.Core.Identity;

/// <summary>Everything that policies say about one action, or about several of which they say the same.</summary>
internal sealed class ActionRules
{
    private readonly RuleSet _always;
    private readonly FrozenDictionary<Guid, RuleSet>? _keys;
    private readonly FrozenDictionary<string, RuleSet>? _names;
    private readonly PrefixIndex? _prefixes;
    private readonly KeyPrefixIndex? _keyPrefixes;

    private ActionRules(
        RuleSet always, Dictionary<Guid, RuleSet.Builder> keys, Dictionary<string, RuleSet.Builder> names, Dictionary<string, RuleSet.Builder> prefixes, bool isOfKeys)
    {
        _always = always;
        _keys = keys.Count == 0 ? null : keys.ToFrozenDictionary(static entry => entry.Key, static entry => entry.Value.Build());
        _names = names.Count == 0
            ? null
            : names.ToFrozenDictionary(static entry => entry.Key, static entry => entry.Value.Build(), StringComparer.Ordinal);
        _prefixes = isOfKeys || prefixes.Count == 0 ? null : new PrefixIndex(prefixes);
        _keyPrefixes = isOfKeys && prefixes.Count != 0 ? new KeyPrefixIndex(prefixes) : null;
    }

    /// <summary>Puts together what some statements say about an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="statements">The statements that concern it.</param>
    internal static ActionRules Build(IamAction action, IEnumerable<PolicyStatement> statements)
    {
        var always = new RuleSet.Builder();
        var keys = new Dictionary<Guid, RuleSet.Builder>();
        var names = new Dictionary<string, RuleSet.Builder>(StringComparer.Ordinal);
        var prefixes = new Dictionary<string, RuleSet.Builder>(StringComparer.Ordinal);
        foreach (PolicyStatement statement in statements)
        {
            if (statement.Resources is null)
            {
                always.Add(statement, null);
                continue;
            }

            foreach (PolicyResource resource in statement.Resources.Where(resource => resource.Suits(action)))
            {
                if (resource.IsAnyPath)
                {
                    always.Add(statement, null);
                }
                else if (!resource.IsExact)
                {
                    string path = action.Resource == ResourceType.Key ? resource.KeyPath : resource.Path;
                    string prefix = path[..path.IndexOf('*', StringComparison.Ordinal)];
                    BuilderOf(prefixes, prefix).Add(statement, path.Length == prefix.Length + 1 ? null : path);
                }
                else if (action.Resource != ResourceType.Key)
                {
                    BuilderOf(names, resource.Path).Add(statement, null);
                }
                else if (resource.Key is { } key)
                {
                    BuilderOf(keys, key).Add(statement, null);
                }
            }
        }

        return new ActionRules(always.Build(), keys, names, prefixes, action.Resource == ResourceType.Key);
    }

    /// <summary>What they come to for a request.</summary>
    /// <param name="request">The request.</param>
    internal AccessDecision Decide(in AccessRequest request)
    {
        bool isAllowed = false;
        bool isAdmitted = _always.Admits(request, default, ref isAllowed);
        if (isAdmitted && request.Action.Resource == ResourceType.Key)
        {
            isAdmitted = request.KeyId is not { } key || AdmitsKey(request, key, ref isAllowed);
        }
        else if (isAdmitted && request.ResourceName is { } name)
        {
            isAdmitted = AdmitsName(request, name, ref isAllowed);
        }

        return !isAdmitted ? AccessDecision.DeniedByStatement : isAllowed ? AccessDecision.Allowed : AccessDecision.NotAllowed;
    }

    private static RuleSet.Builder BuilderOf<TKey>(Dictionary<TKey, RuleSet.Builder> builders, TKey key)
        where TKey : notnull
    {
        if (!builders.TryGetValue(key, out RuleSet.Builder? builder))
        {
            builders.Add(key, builder = new RuleSet.Builder());
        }

        return builder;
    }

    private bool AdmitsKey(in AccessRequest request, Guid key, ref bool isAllowed)
    {
        if (_keys is not null && _keys.TryGetValue(key, out RuleSet? exact) && !exact.Admits(request, default, ref isAllowed))
        {
            return false;
        }

        return _keyPrefixes is null || _keyPrefixes.Admits(request, key, ref isAllowed);
    }

    private bool AdmitsName(in AccessRequest request, string name, ref bool isAllowed)
    {
        if (_names is not null && _names.TryGetValue(name, out RuleSet? exact) && !exact.Admits(request, default, ref isAllowed))
        {
            return false;
        }

        return _prefixes is null || _prefixes.Admits(request, name, ref isAllowed);
    }
}
