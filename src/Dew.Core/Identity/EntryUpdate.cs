namespace Dew.Core.Identity;

/// <summary>What shall change of an entry; null stays as it is.</summary>
public sealed record EntryUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is enabled; groups know no such thing.</summary>
    public bool? IsEnabled { get; init; }
}
