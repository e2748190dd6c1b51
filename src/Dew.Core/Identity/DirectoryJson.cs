using System.Text.Json.Serialization;

namespace Dew.Core.Identity;

/// <summary>How entries of the directory are stored. Members may be added, with a default; none may change its meaning.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(EnterpriseProject))]
[JsonSerializable(typeof(Agency))]
[JsonSerializable(typeof(CustomPolicy))]
[JsonSerializable(typeof(AccessKey))]
[JsonSerializable(typeof(PeerMapping))]
[JsonSerializable(typeof(AccessList))]
[JsonSerializable(typeof(ServicePrincipal))]
internal sealed partial class DirectoryJson : JsonSerializerContext;
