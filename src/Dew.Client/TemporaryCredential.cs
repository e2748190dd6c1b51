using Dew.SecureMemory;

namespace Dew.Client;

/// <summary>Temporary credentials of an agency.</summary>
/// <param name="secret">The secret; owned by the new object.</param>
public sealed class TemporaryCredential(SecretBuffer secret) : IDisposable
{
    /// <summary>The access key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret access key, printable ASCII. Lives as long as this object.</summary>
    public SecretBuffer Secret { get; } = secret;

    /// <summary>The security token that every request has to carry; of no use without the secret.</summary>
    public required string SecurityToken { get; init; }

    /// <summary>Until when they are accepted, as the appliance writes it.</summary>
    public required string ExpiresAt { get; init; }

    /// <summary>Zeroes the secret.</summary>
    public void Dispose() => Secret.Dispose();

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"TemporaryCredential({AccessKeyId}, secret redacted)";
}
