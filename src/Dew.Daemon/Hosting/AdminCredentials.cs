using System.Text.Json.Serialization;

namespace Dew.Daemon.Hosting;

/// <summary>The content of admin.json.</summary>
internal sealed class AdminCredentials
{
    /// <summary>The project, 32 hexadecimal digits.</summary>
    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    /// <summary>The domain, 32 hexadecimal digits.</summary>
    [JsonPropertyName("domain_id")]
    public required string DomainId { get; init; }

    /// <summary>The access key, 20 upper-case letters and digits.</summary>
    [JsonPropertyName("access_key")]
    public required string AccessKey { get; init; }

    /// <summary>The secret key, 40 letters and digits.</summary>
    [JsonPropertyName("secret_key")]
    public required string SecretKey { get; init; }
}
