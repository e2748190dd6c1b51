using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that attaches a policy.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AttachPolicyRequest
{
    /// <summary>The name of a system policy or a custom one.</summary>
    public string? Policy { get; init; }

    /// <summary>The one project it shall hold in, by id or name; all if absent.</summary>
    public string? Project { get; init; }
}
