using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that sets an access list.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PutAccessListRequest
{
    /// <summary>1 to 256 ranges, such as 10.0.0.0/8.</summary>
    public IReadOnlyList<string>? Ranges { get; init; }
}
