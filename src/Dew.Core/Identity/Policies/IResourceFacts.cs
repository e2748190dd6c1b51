namespace Dew.Core.Identity;

/// <summary>
/// What conditions can ask about a resource. Null and empty mean that the resource has no such thing, and that this is known. Called on
/// the way of every request: no call may block or allocate.
/// </summary>
public interface IResourceFacts
{
    /// <summary>g:EnterpriseProjectId.</summary>
    string? EnterpriseProjectId { get; }

    /// <summary>kms:KeySpec, such as AES_256.</summary>
    string? KeySpec => null;

    /// <summary>kms:KeyUsage, such as ENCRYPT_DECRYPT.</summary>
    string? KeyUsage => null;

    /// <summary>kms:KeyOrigin: kms or external.</summary>
    string? KeyOrigin => null;

    /// <summary>kms:ResourceAliases.</summary>
    IReadOnlyList<string> Aliases => [];

    /// <summary>csms:Type, such as COMMON.</summary>
    string? SecretType => null;

    /// <summary>kps:Algorithm.</summary>
    string? KeyPairAlgorithm => null;

    /// <summary>kps:KmsKeyId: the CMK that has the private key in custody.</summary>
    string? KeyPairKmsKeyId => null;

    /// <summary>g:ResourceTag/key.</summary>
    /// <param name="key">The key of the tag, compared by its characters.</param>
    string? FindTag(string key);
}
