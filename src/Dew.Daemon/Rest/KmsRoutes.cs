using Dew.Core.Audit;

namespace Dew.Daemon.Rest;

/// <summary>The operations of KMS (reference sections 2.1 to 2.5 and 2.9).</summary>
internal sealed class KmsRoutes : IRouteSource
{
    public IReadOnlyList<Route> Routes { get; } =
    [
        Post("create-key", "kms:cmk:create", "createKey", RouteTarget.NewKey, KeyEndpoints.CreateAsync),
        Post("enable-key", "kms:cmk:enable", "enableKey", RouteTarget.KeyInBody, KeyEndpoints.EnableAsync),
        Post("disable-key", "kms:cmk:disable", "disableKey", RouteTarget.KeyInBody, KeyEndpoints.DisableAsync),
        Post("schedule-key-deletion", "kms:cmk:update", "scheduleKeyDeletion", RouteTarget.KeyInBody, KeyEndpoints.ScheduleDeletionAsync),
        Post("cancel-key-deletion", "kms:cmk:update", "cancelKeyDeletion", RouteTarget.KeyInBody, KeyEndpoints.CancelDeletionAsync),
        Post("update-key-alias", "kms:cmk:update", "updateKeyAlias", RouteTarget.KeyInBody, KeyEndpoints.UpdateAliasAsync),
        Post("update-key-description", "kms:cmk:update", "updateKeyDescription", RouteTarget.KeyInBody, KeyEndpoints.UpdateDescriptionAsync),
        Post("list-keys", "kms:cmk:list", null, RouteTarget.None, KeyEndpoints.ListAsync),
        Post("describe-key", "kms:cmk:get", null, RouteTarget.KeyInBody, KeyEndpoints.DescribeAsync),
        Post("get-publickey", "kms:cmk:getPublicKey", null, RouteTarget.KeyInBody, KeyEndpoints.GetPublicKeyAsync),
        Post("gen-random", "kms:cmk:generate", "genRandom", RouteTarget.None, DataKeyEndpoints.GenerateRandomAsync, resourceType: "rng"),
        Post("create-datakey", "kms:dek:create", "createDatakey", RouteTarget.KeyInBody, DataKeyEndpoints.CreateAsync),
        Post(
            "create-datakey-without-plaintext",
            "kms:dek:createWithoutPlaintext",
            "createDatakeyWithoutPlaintext",
            RouteTarget.KeyInBody,
            DataKeyEndpoints.CreateWithoutPlaintextAsync),
        Post("encrypt-datakey", "kms:dek:encrypt", "encryptDatakey", RouteTarget.KeyInBody, DataKeyEndpoints.EncryptAsync),
        Post("decrypt-datakey", "kms:dek:decrypt", "decryptDatakey", RouteTarget.KeyInBody, DataKeyEndpoints.DecryptAsync),
        Post("encrypt-data", "kms:cmk:encrypt", "encryptData", RouteTarget.KeyInBody, DataEndpoints.EncryptAsync),
        Post("decrypt-data", "kms:cmk:decrypt", "decryptData", RouteTarget.KeyInBodyOrCiphertext, DataEndpoints.DecryptAsync),
        Post("sign", "kms:cmk:sign", "sign", RouteTarget.KeyInBody, SignatureEndpoints.SignAsync),
        Post("verify", "kms:cmk:verify", "verify", RouteTarget.KeyInBody, SignatureEndpoints.VerifyAsync),
        Post("generate-mac", "kms:cmk:generateMac", "generateMac", RouteTarget.KeyInBody, MacEndpoints.GenerateAsync),
        Post("verify-mac", "kms:cmk:verifyMac", "verifyMac", RouteTarget.KeyInBody, MacEndpoints.VerifyAsync),
        OfKey(HttpMethods.Get, "tags", "kms:cmkTag:list", null, TagEndpoints.ListAsync),
        OfKey(HttpMethods.Post, "tags", "kms:cmkTag:create", "dealUnifiedTags", TagEndpoints.CreateAsync),
        OfKey(HttpMethods.Delete, "tags/{**tag_key}", "kms:cmkTag:delete", "dealUnifiedTags", TagEndpoints.DeleteAsync),
    ];

    private static Route Post(
        string operation, string permission, string? trace, RouteTarget target, Func<RestRequest, ValueTask> handler, string resourceType = "cmk") => new()
    {
        Method = HttpMethods.Post,
        Pattern = "/v1.0/{project_id}/kms/" + operation,
        Permission = permission,
        Target = target,
        Trace = trace is null ? null : new Trace(trace, "KMS", resourceType),
        Handler = handler,
    };

    private static Route OfKey(string method, string what, string permission, string? trace, Func<RestRequest, ValueTask> handler) => new()
    {
        Method = method,
        Pattern = "/v1.0/{project_id}/kms/{key_id}/" + what,
        Permission = permission,
        Target = RouteTarget.KeyInPath,
        Trace = trace is null ? null : new Trace(trace, "KMS", "cmk"),
        BodyIsOptional = method != HttpMethods.Post,
        Handler = handler,
    };
}
