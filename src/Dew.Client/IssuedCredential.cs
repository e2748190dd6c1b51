using Dew.SecureMemory;

namespace Dew.Client;

/// <summary>An access key with its secret, as the appliance gives it once and never again.</summary>
/// <param name="secret">The secret; owned by the new object.</param>
public sealed class IssuedCredential(SecretBuffer secret) : IDisposable
{
    /// <summary>The access key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret access key, printable ASCII. Lives as long as this object.</summary>
    public SecretBuffer Secret { get; } = secret;

    /// <summary>The user it signs for; null if it is a service's.</summary>
    public string? UserId { get; init; }

    /// <summary>The user's name; null if it is a service's.</summary>
    public string? UserName { get; init; }

    /// <summary>The service it signs for; null if it is a user's.</summary>
    public string? Service { get; init; }

    /// <summary>Zeroes the secret.</summary>
    public void Dispose() => Secret.Dispose();

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"IssuedCredential({AccessKeyId}, secret redacted)";
}
