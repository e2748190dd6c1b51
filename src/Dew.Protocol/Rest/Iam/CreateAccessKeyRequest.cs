using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that creates an access key.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateAccessKeyRequest
{
    /// <summary>The user it shall sign for, by id or name; or</summary>
    public string? User { get; init; }

    /// <summary>the service it shall sign for.</summary>
    public string? Service { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string? Description { get; init; }
}
