using System.Buffers;

namespace Dew.Core.Kms;

/// <summary>What aliases, descriptions and waiting times may be (reference sections 2.1 and 10).</summary>
internal static class KeyRules
{
    internal const int MaxAliasLength = 255;
    internal const int MaxDescriptionLength = 255;
    internal const int MaxEnterpriseProjectIdLength = 36;
    internal const int MinPendingDays = 7;
    internal const int MaxPendingDays = 1096;

    private static readonly SearchValues<char> s_aliasCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/_-");

    internal static Failure? CheckAlias(string alias)
    {
        if (alias.Length is 0 or > MaxAliasLength || alias.AsSpan().ContainsAnyExcept(s_aliasCharacters))
        {
            return new Failure(Status.AliasInvalid, "key_alias must have 1 to 255 characters out of a-z A-Z 0-9 : / _ -.");
        }

        return alias.EndsWith("/default", StringComparison.Ordinal)
            ? new Failure(Status.AliasInvalid, "key_alias must not end in /default; such aliases belong to default keys.")
            : null;
    }

    internal static Failure? CheckDescription(string description) => description.Length > MaxDescriptionLength
        ? new Failure(Status.DescriptionInvalid, $"key_description has {description.Length} characters; at most {MaxDescriptionLength} are accepted.")
        : null;

    /// <summary>A listing says "all" to mean every enterprise project, so none can have that name.</summary>
    internal static Failure? CheckEnterpriseProjectId(string id) => id.Length is 0 or > MaxEnterpriseProjectIdLength || id == "all"
        ? new Failure(Status.ParameterInvalid, $"enterprise_project_id must have 1 to {MaxEnterpriseProjectIdLength} characters and not be \"all\".")
        : null;

    internal static Failure? CheckPendingDays(int days) => days is < MinPendingDays or > MaxPendingDays
        ? new Failure(Status.PendingDaysInvalid, $"pending_days must be a whole number from {MinPendingDays} to {MaxPendingDays}.")
        : null;

    internal static Failure? CheckUsage(KeySpec spec, KeyUsage usage) => (spec.Family(), usage) switch
    {
        (KeyFamily.Symmetric, KeyUsage.EncryptDecrypt) => null,
        (KeyFamily.Symmetric, KeyUsage.SignVerify) => new Failure(Status.SymmetricCannotSign, "A symmetric key cannot sign; key_usage must be ENCRYPT_DECRYPT."),
        (KeyFamily.Rsa, KeyUsage.EncryptDecrypt or KeyUsage.SignVerify) => null,
        (KeyFamily.Rsa, _) => new Failure(Status.ParameterInvalid, "key_usage of an RSA key must be ENCRYPT_DECRYPT or SIGN_VERIFY."),
        (KeyFamily.EllipticCurve, KeyUsage.SignVerify) => null,
        (KeyFamily.EllipticCurve, KeyUsage.EncryptDecrypt) => new Failure(Status.EllipticCurveCannotEncrypt, "An EC key cannot encrypt; key_usage must be SIGN_VERIFY."),
        (KeyFamily.Hmac, KeyUsage.GenerateVerifyMac) => null,
        _ => new Failure(Status.ParameterInvalid, $"key_usage {usage.Name()} does not go with key_spec {spec.Name()}; accepted is {spec.DefaultUsage().Name()}."),
    };
}
