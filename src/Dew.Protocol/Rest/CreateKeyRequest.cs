using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body of create-key.</summary>
public sealed record CreateKeyRequest
{
    /// <summary>The alias, 1..255 of a-z A-Z 0-9 : / _ -.</summary>
    [JsonPropertyName("key_alias")]
    public required string KeyAlias { get; init; }

    /// <summary>AES_256 (default), RSA_2048, …</summary>
    [JsonPropertyName("key_spec")]
    public string? KeySpec { get; init; }

    /// <summary>ENCRYPT_DECRYPT, SIGN_VERIFY or GENERATE_VERIFY_MAC; by default what the specification is made for.</summary>
    [JsonPropertyName("key_usage")]
    public string? KeyUsage { get; init; }

    /// <summary>0..255 characters.</summary>
    [JsonPropertyName("key_description")]
    public string? KeyDescription { get; init; }

    /// <summary>The enterprise project.</summary>
    [JsonPropertyName("enterprise_project_id")]
    public string? EnterpriseProjectId { get; init; }
}
