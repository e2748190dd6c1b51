using Dew.SecureMemory;

namespace Dew.Core.Identity;

/// <summary>What somebody gets who assumed an agency. The appliance keeps nothing of it. Dispose of it when it has been handed out.</summary>
public sealed class TemporaryCredential : IDisposable
{
    internal TemporaryCredential(SecretBuffer secret) => Secret = secret;

    /// <summary>20 upper-case letters and digits, beginning with <see cref="AccessKeyText.TemporaryPrefix"/>.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>40 letters and digits, ASCII.</summary>
    public SecretBuffer Secret { get; }

    /// <summary>What has to come with every request, base64url. It tells nobody else anything, and is of no use without the secret.</summary>
    public required string SecurityToken { get; init; }

    /// <summary>The agency.</summary>
    public required Agency Agency { get; init; }

    /// <summary>When it stops being accepted.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Zeroes the secret.</summary>
    public void Dispose() => Secret.Dispose();
}
