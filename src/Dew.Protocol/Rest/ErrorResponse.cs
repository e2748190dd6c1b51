using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>An error answer.</summary>
public sealed record ErrorResponse
{
    /// <summary>What went wrong.</summary>
    [JsonPropertyName("error")]
    public required ErrorBody Error { get; init; }
}
