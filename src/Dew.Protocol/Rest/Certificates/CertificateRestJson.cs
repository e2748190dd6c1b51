using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>How the messages about certificates are written and read: names in snake case, absent members left out, unknown ones refused in requests only.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CertificateInfo))]
[JsonSerializable(typeof(CertificateListResponse))]
[JsonSerializable(typeof(IssueCertificateRequest))]
[JsonSerializable(typeof(RenewCertificateRequest))]
[JsonSerializable(typeof(RevokeCertificateRequest))]
public sealed partial class CertificateRestJson : JsonSerializerContext
{
    /// <summary>For writing answers, as <see cref="RestJson.Wire"/>.</summary>
    public static CertificateRestJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
