using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>How far the audit trail is, and how far it is signed and exported.</summary>
public sealed record AuditHeadResponse
{
    /// <summary>The last record.</summary>
    [JsonPropertyName("sequence")]
    public required long Sequence { get; init; }

    /// <summary>Its SHA-256 in hexadecimal digits.</summary>
    [JsonPropertyName("hash")]
    public required string Hash { get; init; }

    /// <summary>The last record that a head covers.</summary>
    [JsonPropertyName("signed_sequence")]
    public required long SignedSequence { get; init; }

    /// <summary>The last record that is in the export.</summary>
    [JsonPropertyName("exported_sequence")]
    public required long ExportedSequence { get; init; }

    /// <summary>Records of answered operations that could not be written yet.</summary>
    [JsonPropertyName("behind")]
    public required int Behind { get; init; }

    /// <summary>The last signed head: the text that is signed.</summary>
    [JsonPropertyName("head")]
    public string? Head { get; init; }

    /// <summary>Its signature: ECDSA with SHA-256, DER in base64.</summary>
    [JsonPropertyName("signature")]
    public string? Signature { get; init; }
}
