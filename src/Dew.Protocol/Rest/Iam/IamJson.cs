using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>How the messages of this folder are written and read: names in snake case, absent members left out, unknown ones refused in requests only.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgencyRequest))]
[JsonSerializable(typeof(AssumeAgencyRequest))]
[JsonSerializable(typeof(AttachPolicyRequest))]
[JsonSerializable(typeof(CreateAccessKeyRequest))]
[JsonSerializable(typeof(CreateEntryRequest))]
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(DomainListResponse))]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(ExplainResponse))]
[JsonSerializable(typeof(IamAccessKey))]
[JsonSerializable(typeof(IamAccessKeys))]
[JsonSerializable(typeof(IamAccessList))]
[JsonSerializable(typeof(IamAccessLists))]
[JsonSerializable(typeof(IamAgencies))]
[JsonSerializable(typeof(IamAgency))]
[JsonSerializable(typeof(IamAttachments))]
[JsonSerializable(typeof(IamEnterpriseProjects))]
[JsonSerializable(typeof(IamGroup))]
[JsonSerializable(typeof(IamGroups))]
[JsonSerializable(typeof(IamPeer))]
[JsonSerializable(typeof(IamPeers))]
[JsonSerializable(typeof(IamPolicies))]
[JsonSerializable(typeof(IamPolicy))]
[JsonSerializable(typeof(IamProject))]
[JsonSerializable(typeof(IamProjects))]
[JsonSerializable(typeof(IamService))]
[JsonSerializable(typeof(IamServices))]
[JsonSerializable(typeof(IamUser))]
[JsonSerializable(typeof(IamUsers))]
[JsonSerializable(typeof(PolicyRequest))]
[JsonSerializable(typeof(PolicyValidation))]
[JsonSerializable(typeof(ProjectListResponse))]
[JsonSerializable(typeof(PutAccessListRequest))]
[JsonSerializable(typeof(PutPeerRequest))]
[JsonSerializable(typeof(RotateAccessKeyRequest))]
[JsonSerializable(typeof(SecurityTokenRequest))]
[JsonSerializable(typeof(UpdateAccessKeyRequest))]
[JsonSerializable(typeof(UpdateEntryRequest))]
[JsonSerializable(typeof(UpdateServiceRequest))]
public sealed partial class IamJson : JsonSerializerContext
{
    /// <summary>For writing answers: plus signs and apostrophes stay as they are, because this JSON is for programs and never becomes HTML.</summary>
    public static IamJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
