using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that creates, changes or checks a policy; on a change, what is absent stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PolicyRequest
{
    /// <summary>The name; only to create.</summary>
    public string? Name { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The document, an object.</summary>
    public JsonElement? Document { get; init; }
}
