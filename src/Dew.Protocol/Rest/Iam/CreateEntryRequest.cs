using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that creates a group, a project or an enterprise project.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateEntryRequest
{
    /// <summary>The name: 1 to 64 of a-z A-Z 0-9 . _ - and space.</summary>
    public string? Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string? Description { get; init; }
}
