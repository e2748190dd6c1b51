using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>How the messages of this folder are written and read. Absent members are left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApplianceStateResponse))]
[JsonSerializable(typeof(CipherTextResponse))]
[JsonSerializable(typeof(CreateDataKeyRequest))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(CreateKeyResponse))]
[JsonSerializable(typeof(CreateTagRequest))]
[JsonSerializable(typeof(DecryptDataKeyRequest))]
[JsonSerializable(typeof(DecryptDataRequest))]
[JsonSerializable(typeof(DescribeKeyResponse))]
[JsonSerializable(typeof(DoctorResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(GenRandomRequest))]
[JsonSerializable(typeof(GatewayErrorResponse))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyStatusInfo))]
[JsonSerializable(typeof(KeyTagsResponse))]
[JsonSerializable(typeof(KeyStatusResponse))]
[JsonSerializable(typeof(ListKeysRequest))]
[JsonSerializable(typeof(ListKeysResponse))]
[JsonSerializable(typeof(OperationsResponse))]
[JsonSerializable(typeof(PublicKeyResponse))]
[JsonSerializable(typeof(ScheduleKeyDeletionRequest))]
[JsonSerializable(typeof(SignRequest))]
[JsonSerializable(typeof(SignResponse))]
[JsonSerializable(typeof(UpdateKeyAliasRequest))]
[JsonSerializable(typeof(UpdateKeyAliasResponse))]
[JsonSerializable(typeof(UpdateKeyDescriptionRequest))]
[JsonSerializable(typeof(UpdateKeyDescriptionResponse))]
[JsonSerializable(typeof(VerifyRequest))]
[JsonSerializable(typeof(VerifyResponse))]
public sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>For writing answers: plus signs and apostrophes stay as they are, because this JSON is for programs and never becomes HTML.</summary>
    public static RestJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
