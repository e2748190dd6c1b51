using Dew.Core;
using Dew.Core.Kms;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Key life cycle and queries over REST (reference sections 2.1 and 2.2).</summary>
internal static partial class KeyEndpoints
{
    private const int AnyLength = int.MaxValue;

    internal static async ValueTask CreateAsync(RestRequest request)
    {
        RequestFields fields = request.Fields;
        var key = new NewKey
        {
            Alias = fields.RequiredString("key_alias", AnyLength),
            Spec = fields.KeySpec() ?? KeySpec.Aes256,
            Usage = fields.KeyUsage(),
            Description = fields.OptionalString("key_description", AnyLength) ?? "",
            EnterpriseProjectId = fields.OptionalString("enterprise_project_id", AnyLength) is { Length: > 0 } id ? id : "0",
            KeystoreId = fields.OptionalString("keystore_id", AnyLength) ?? "0",
        };
        fields.RequireKmsOrigin();
        fields.Sequence();
        if (fields.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        await request.AnswerAsync(await request.Appliance.Keys.CreateAsync(request.Call, key), static (request, created) => request.WriteAsync(
            new CreateKeyResponse
            {
                KeyInfo = new CreatedKey
                {
                    KeyId = created.Id.ToString(),
                    DomainId = request.Appliance.Identity.DomainId,
                    RegionId = request.Appliance.Identity.Region,
                },
            },
            RestJson.Wire.CreateKeyResponse));
    }

    internal static ValueTask EnableAsync(RestRequest request) =>
        ChangeAsync(request, static (request, keyId) => request.Appliance.Keys.EnableAsync(request.Call, keyId), WriteStatusAsync);

    internal static ValueTask DisableAsync(RestRequest request) =>
        ChangeAsync(request, static (request, keyId) => request.Appliance.Keys.DisableAsync(request.Call, keyId), WriteStatusAsync);

    internal static ValueTask ScheduleDeletionAsync(RestRequest request)
    {
        long days = request.Fields.RequiredNumber("pending_days", Status.PendingDaysInvalid);
        int clamped = (int)Math.Clamp(days, -1, int.MaxValue);
        return ChangeAsync(request, (request, keyId) => request.Appliance.Keys.ScheduleDeletionAsync(request.Call, keyId, clamped), WriteFlatStatusAsync);
    }

    internal static ValueTask CancelDeletionAsync(RestRequest request) =>
        ChangeAsync(request, static (request, keyId) => request.Appliance.Keys.CancelDeletionAsync(request.Call, keyId), WriteFlatStatusAsync);

    internal static ValueTask UpdateAliasAsync(RestRequest request)
    {
        string alias = request.Fields.RequiredString("key_alias", AnyLength);
        return ChangeAsync(request, (request, keyId) => request.Appliance.Keys.UpdateAliasAsync(request.Call, keyId, alias), static (request, key) => request.WriteAsync(new UpdateKeyAliasResponse { KeyInfo = new KeyAliasInfo { KeyId = key.Id.ToString(), KeyAlias = key.Alias } },
            RestJson.Wire.UpdateKeyAliasResponse));
    }

    internal static ValueTask UpdateDescriptionAsync(RestRequest request)
    {
        string description = request.Fields.RequiredString("key_description", AnyLength);
        return ChangeAsync(request, (request, keyId) => request.Appliance.Keys.UpdateDescriptionAsync(request.Call, keyId, description), static (request, key) => request.WriteAsync(new UpdateKeyDescriptionResponse { KeyInfo = new KeyDescriptionInfo { KeyId = key.Id.ToString(), KeyDescription = key.Description } },
            RestJson.Wire.UpdateKeyDescriptionResponse));
    }

    /// <summary>Reads the key id, changes the key, answers.</summary>
    private static async ValueTask ChangeAsync(
        RestRequest request,
        Func<RestRequest, Guid, ValueTask<Outcome<KeyRecord>>> change,
        Func<RestRequest, KeyRecord, ValueTask> write)
    {
        Guid keyId = request.Fields.KeyId();
        request.Fields.Sequence();
        if (request.Fields.HasFailed(out Failure failure))
        {
            await request.RefuseAsync(failure);
            return;
        }

        await request.AnswerAsync(await change(request, keyId), write);
    }

    private static ValueTask WriteStatusAsync(RestRequest request, KeyRecord key) => request.WriteAsync(new KeyStatusResponse { KeyInfo = StatusOf(key) }, RestJson.Wire.KeyStatusResponse);

    private static ValueTask WriteFlatStatusAsync(RestRequest request, KeyRecord key) =>
        request.WriteAsync(StatusOf(key), RestJson.Wire.KeyStatusInfo);

    private static KeyStatusInfo StatusOf(KeyRecord key) => new() { KeyId = key.Id.ToString(), KeyState = KeyMessages.State(key.State) };
}
