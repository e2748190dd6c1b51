using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that changes a user, a group, a project or an enterprise project; what is absent stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UpdateEntryRequest
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is enabled; not for groups.</summary>
    public bool? Enabled { get; init; }
}
