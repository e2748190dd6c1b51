using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that revokes a certificate.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RevokeCertificateRequest
{
    /// <summary>unspecified (the default), key-compromise, affiliation-changed, superseded, cessation-of-operation or privilege-withdrawn.</summary>
    public string? Reason { get; init; }
}
