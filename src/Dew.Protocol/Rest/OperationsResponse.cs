using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>Everything the appliance serves.</summary>
public sealed record OperationsResponse
{
    /// <summary>The operations.</summary>
    [JsonPropertyName("operations")]
    public required IReadOnlyList<Operation> Operations { get; init; }
}
