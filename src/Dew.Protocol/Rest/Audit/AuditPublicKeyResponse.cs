using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The key that verifies audit heads.</summary>
public sealed record AuditPublicKeyResponse
{
    /// <summary>EC P-256, SubjectPublicKeyInfo in PEM.</summary>
    [JsonPropertyName("public_key")]
    public required string PublicKey { get; init; }
}
