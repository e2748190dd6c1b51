using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that creates a user.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateUserRequest
{
    /// <summary>The name: 1 to 64 of a-z A-Z 0-9 . _ - and space.</summary>
    public string? Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether anything is accepted from it; true by default.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Groups by id or name.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}
