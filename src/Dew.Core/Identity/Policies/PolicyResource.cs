namespace Dew.Core.Identity;

/// <summary>One entry of a statement's Resource: some services, some types, and a path with or without wildcards.</summary>
internal sealed class PolicyResource
{
    internal PolicyResource(string text, int services, int types, string path)
    {
        Text = text;
        Services = services;
        Types = types;
        IsAnyPath = !path.AsSpan().ContainsAnyExcept('*');
        IsExact = !path.Contains('*', StringComparison.Ordinal);
        Path = path;
        KeyPath = path.ToLowerInvariant();
        Key = IsExact && Guid.TryParseExact(path, "D", out Guid key) ? key : null;
    }

    /// <summary>As the document spells it.</summary>
    internal string Text { get; }

    /// <summary>The services, a bit each.</summary>
    internal int Services { get; }

    /// <summary>The types, a bit each.</summary>
    internal int Types { get; }

    /// <summary>The path.</summary>
    internal string Path { get; }

    /// <summary>The path as it is held against key ids, whose letters are small.</summary>
    internal string KeyPath { get; }

    /// <summary>The path as the id of a key.</summary>
    internal Guid? Key { get; }

    /// <summary>Whether every path is meant, so that actions on nothing in particular are meant too.</summary>
    internal bool IsAnyPath { get; }

    /// <summary>Whether the path is one name.</summary>
    internal bool IsExact { get; }

    /// <summary>Whether it can ever be about what an action is done to.</summary>
    /// <param name="action">The action.</param>
    internal bool Suits(IamAction action) => action.Resource == ResourceType.None
        ? IsAnyPath && (Services & action.ServiceBit) != 0
        : (Types & ResourceTypes.Bit(action.Resource)) != 0;

    /// <summary>Whether it is about what a request is done to. The plain way, for explanations; decisions use an index.</summary>
    /// <param name="request">The request.</param>
    internal bool Covers(in AccessRequest request)
    {
        if (!Suits(request.Action))
        {
            return false;
        }

        if (IsAnyPath || !request.HasTarget)
        {
            return IsAnyPath;
        }

        return request.Action.Resource == ResourceType.Key
            ? Wildcard.IsMatch(KeyPath, request.KeyId!.Value.ToString("D"))
            : Wildcard.IsMatch(Path, request.ResourceName);
    }
}
