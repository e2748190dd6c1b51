namespace Dew.Protocol.Rest;

/// <summary>A list of certificates.</summary>
public sealed record CertificateListResponse
{
    /// <summary>The certificates in the order they were issued.</summary>
    public required IReadOnlyList<CertificateInfo> Certificates { get; init; }
}
