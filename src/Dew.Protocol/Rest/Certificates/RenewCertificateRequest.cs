using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that asks for another certificate of the same subject.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RenewCertificateRequest
{
    /// <summary>A certificate request with the new key, PKCS#10 in PEM; the key stays the same if absent.</summary>
    public string? Csr { get; init; }

    /// <summary>How long, 1 to 3650; 397 by default.</summary>
    public int? Days { get; init; }
}
