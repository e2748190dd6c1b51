using System.Collections.Frozen;

namespace Dew.Core.Identity;

/// <summary>
/// From what a policy writes to actions. A name is looked up among groups, actions and aliases. A pattern is held against the names of
/// version 1.1 (actions and groups), and only where it meets none of them against the aliases: the names of identity policies are cut
/// differently (there <c>kms:cmk:</c> has data keys too), and <c>kms:cmk:*</c> must not reach further than its author could know.
/// </summary>
internal static class ActionNames
{
    private static readonly ActionList[] s_lists =
        [IamActions.Kms.List, IamActions.Csms.List, IamActions.Kps.List, IamActions.Cts.List, IamActions.Dew.List];

    private static readonly KeyValuePair<string, ActionSet>[] s_names =
    [
        .. IamActions.All.Select(static action => new KeyValuePair<string, ActionSet>(action.Name, SetOf(action))),
        .. s_lists.SelectMany(static list => list.Groups).Select(static group => new KeyValuePair<string, ActionSet>(group.Name, SetOf(group.Actions))),
    ];

    private static readonly KeyValuePair<string, ActionSet>[] s_aliases =
        [.. s_lists.SelectMany(static list => list.Aliases).Select(static alias => new KeyValuePair<string, ActionSet>(alias.Name, SetOf(alias.Actions)))];

    private static readonly FrozenDictionary<string, ActionSet> s_byName = Index();

    /// <summary>The actions of a name or pattern, or null for one that means nothing here.</summary>
    /// <param name="name">The name or pattern.</param>
    internal static ActionSet? Resolve(string name)
    {
        if (!name.Contains('*', StringComparison.Ordinal))
        {
            return s_byName.GetValueOrDefault(name);
        }

        return Match(name, s_names) ?? Match(name, s_aliases);
    }

    /// <summary>What could have been meant by an unknown name, for messages.</summary>
    /// <param name="service">One of the services.</param>
    /// <param name="name">The name.</param>
    internal static string Suggest(string service, string name)
    {
        int end = name.LastIndexOf(':');
        string prefix = end > service.Length ? name[..(end + 1)] : "";
        string[] siblings = [.. Spelled().Where(known => prefix.Length > 0 && known.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))];
        return siblings.Length > 0
            ? $"{prefix} has {string.Join(", ", siblings.Select(known => known[prefix.Length..]))}"
            : $"{service} has {string.Join(", ", Spelled().Where(known => known.StartsWith($"{service}:", StringComparison.Ordinal)).Select(static known => known[..known.LastIndexOf(':')]).Distinct())}";
    }

    private static IEnumerable<string> Spelled() => s_names.Concat(s_aliases).Select(static entry => entry.Key).Distinct().Order(StringComparer.Ordinal);

    private static ActionSet? Match(string pattern, KeyValuePair<string, ActionSet>[] names)
    {
        ActionSet? found = null;
        foreach ((string name, ActionSet actions) in names)
        {
            if (Wildcard.IsMatchIgnoringCase(pattern, name))
            {
                (found ??= new ActionSet()).Add(actions);
            }
        }

        return found;
    }

    private static FrozenDictionary<string, ActionSet> Index()
    {
        // Groups come after actions: kms:dek:create is both, and the group is the wider one.
        var index = new Dictionary<string, ActionSet>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, ActionSet actions) in s_aliases.Concat(s_names))
        {
            index[name] = actions;
        }

        return index.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static ActionSet SetOf(params ReadOnlySpan<IamAction> actions)
    {
        var set = new ActionSet();
        foreach (IamAction action in actions)
        {
            set.Add(action);
        }

        return set;
    }
}
