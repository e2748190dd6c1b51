namespace Dew.Daemon.Rest;

/// <summary>Every operation of KMS that is served, with its permission (reference sections 2.1 to 2.5). All need an operational appliance.</summary>
internal static class KmsRoutes
{
    internal static IReadOnlyList<Route> All { get; } =
    [
        Post("create-key", "kms:cmk:create", KeyEndpoints.CreateAsync),
        Post("enable-key", "kms:cmk:enable", KeyEndpoints.EnableAsync),
        Post("disable-key", "kms:cmk:disable", KeyEndpoints.DisableAsync),
        Post("schedule-key-deletion", "kms:cmk:update", KeyEndpoints.ScheduleDeletionAsync),
        Post("cancel-key-deletion", "kms:cmk:update", KeyEndpoints.CancelDeletionAsync),
        Post("update-key-alias", "kms:cmk:update", KeyEndpoints.UpdateAliasAsync),
        Post("update-key-description", "kms:cmk:update", KeyEndpoints.UpdateDescriptionAsync),
        Post("list-keys", "kms:cmk:list", KeyEndpoints.ListAsync),
        Post("describe-key", "kms:cmk:get", KeyEndpoints.DescribeAsync),
        Post("get-publickey", "kms:cmk:getPublicKey", KeyEndpoints.GetPublicKeyAsync),
        Post("gen-random", "kms:cmk:generate", DataKeyEndpoints.GenerateRandomAsync),
        Post("create-datakey", "kms:dek:create", DataKeyEndpoints.CreateAsync),
        Post("create-datakey-without-plaintext", "kms:dek:create", DataKeyEndpoints.CreateWithoutPlaintextAsync),
        Post("encrypt-datakey", "kms:dek:crypto", DataKeyEndpoints.EncryptAsync),
        Post("decrypt-datakey", "kms:dek:crypto", DataKeyEndpoints.DecryptAsync),
        Post("encrypt-data", "kms:cmk:crypto", DataEndpoints.EncryptAsync),
        Post("decrypt-data", "kms:cmk:crypto", DataEndpoints.DecryptAsync),
        Post("sign", "kms:cmk:sign", SignatureEndpoints.SignAsync),
        Post("verify", "kms:cmk:verify", SignatureEndpoints.VerifyAsync),
        Post("generate-mac", "kms:cmk:generateMac", MacEndpoints.GenerateAsync),
        Post("verify-mac", "kms:cmk:verifyMac", MacEndpoints.VerifyAsync),
    ];

    private static Route Post(string operation, string permission, Func<RestRequest, ValueTask> handler) =>
        new(HttpMethods.Post, "/v1.0/{project_id}/kms/" + operation, permission, handler);
}
