namespace Dew.Core.Identity;

/// <summary>The actions of one service while they are written down, with the other names policies may use for them.</summary>
internal sealed class ActionList
{
    private readonly string _service;
    private readonly int _firstIndex;
    private readonly List<IamAction> _actions = [];
    private readonly List<(string Name, IamAction[] Actions)> _aliases = [];
    private readonly List<(string Name, IamAction[] Actions)> _groups = [];

    /// <param name="service">The service.</param>
    /// <param name="previous">The service whose actions come before, so that the order of the services fixes the indexes.</param>
    internal ActionList(string service, ActionList? previous)
    {
        _service = service;
        _firstIndex = previous is null ? 0 : previous._firstIndex + previous._actions.Count;
    }

    /// <summary>The actions, in the order of their index.</summary>
    internal IReadOnlyList<IamAction> Actions => _actions;

    /// <summary>Names in identity policies and older names: taken literally, and by a wildcard that meets no other name.</summary>
    internal IReadOnlyList<(string Name, IamAction[] Actions)> Aliases => _aliases;

    /// <summary>Names of version 1.1 that cover several actions; wildcards meet them like any action's name.</summary>
    internal IReadOnlyList<(string Name, IamAction[] Actions)> Groups => _groups;

    internal IamAction Add(string name, ResourceType resource, ActionTraits traits, params ReadOnlySpan<string> aliases)
    {
        var action = new IamAction($"{_service}:{name}", _firstIndex + _actions.Count, resource, traits);
        _actions.Add(action);
        foreach (string alias in aliases)
        {
            _aliases.Add(($"{_service}:{alias}", [action]));
        }

        return action;
    }

    internal void Group(string name, params IamAction[] actions) => _groups.Add(($"{_service}:{name}", actions));
}
