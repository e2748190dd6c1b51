using System.Text.Json.Serialization;

namespace Dew.Core.Certificates;

/// <summary>Members in snake case, enumerations as their numbers, the certificate in base64.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CertificateRecord))]
internal sealed partial class CertificateJson : JsonSerializerContext;
