using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>How the messages about traces and the audit trail are written and read. Absent members are left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListTracesResponse))]
[JsonSerializable(typeof(AuditRecordsResponse))]
[JsonSerializable(typeof(VerifyAuditResponse))]
[JsonSerializable(typeof(AuditHeadResponse))]
[JsonSerializable(typeof(AuditPublicKeyResponse))]
public sealed partial class AuditRestJson : JsonSerializerContext
{
    /// <summary>For writing answers, as <see cref="RestJson.Wire"/>.</summary>
    public static AuditRestJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
