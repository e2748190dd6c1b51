using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>A CMK as describe-key and list-keys show it (reference section 2.15). Every member is a JSON string; times are epoch milliseconds.</summary>
public sealed record KeyDetails
{
    /// <summary>The key id, a UUID.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The domain, 32 hexadecimal characters.</summary>
    [JsonPropertyName("domain_id")]
    public required string DomainId { get; init; }

    /// <summary>The alias.</summary>
    [JsonPropertyName("key_alias")]
    public required string KeyAlias { get; init; }

    /// <summary>The region.</summary>
    [JsonPropertyName("realm")]
    public required string Realm { get; init; }

    /// <summary>AES_256, RSA_2048, …</summary>
    [JsonPropertyName("key_spec")]
    public required string KeySpec { get; init; }

    /// <summary>ENCRYPT_DECRYPT, SIGN_VERIFY or GENERATE_VERIFY_MAC.</summary>
    [JsonPropertyName("key_usage")]
    public required string KeyUsage { get; init; }

    /// <summary>The description, possibly empty.</summary>
    [JsonPropertyName("key_description")]
    public required string KeyDescription { get; init; }

    /// <summary>Time of creation.</summary>
    [JsonPropertyName("creation_date")]
    public required string CreationDate { get; init; }

    /// <summary>Time of the planned deletion, or empty.</summary>
    [JsonPropertyName("scheduled_deletion_date")]
    public required string ScheduledDeletionDate { get; init; }

    /// <summary>"2" enabled, "3" disabled, "4" pending deletion (reference section 8).</summary>
    [JsonPropertyName("key_state")]
    public required string KeyState { get; init; }

    /// <summary>"1" for a default key, else "0".</summary>
    [JsonPropertyName("default_key_flag")]
    public required string DefaultKeyFlag { get; init; }

    /// <summary>"1".</summary>
    [JsonPropertyName("key_type")]
    public required string KeyType { get; init; }

    /// <summary>When imported material expires, or empty.</summary>
    [JsonPropertyName("expiration_time")]
    public required string ExpirationTime { get; init; }

    /// <summary>kms or external.</summary>
    [JsonPropertyName("origin")]
    public required string Origin { get; init; }

    /// <summary>"true" or "false".</summary>
    [JsonPropertyName("key_rotation_enabled")]
    public required string KeyRotationEnabled { get; init; }

    /// <summary>The enterprise project, "0" by default.</summary>
    [JsonPropertyName("sys_enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    /// <summary>The key store, "0" by default.</summary>
    [JsonPropertyName("keystore_id")]
    public required string KeystoreId { get; init; }
}
