using System.Text.Json.Serialization;

namespace Dew.Core.Audit;

/// <summary>How audit records and heads are written and read.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(AuditHead))]
[JsonSerializable(typeof(SignedAuditHead))]
[JsonSerializable(typeof(string))]
internal sealed partial class AuditJson : JsonSerializerContext;
