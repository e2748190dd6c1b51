namespace Dew.Daemon.Identity;

/// <summary>An access key as a signature is checked against it, permanent or temporary.</summary>
internal interface IAccessKey
{
    /// <summary>The longest secret key in bytes; the vendor's have 40.</summary>
    const int MaxSecretLength = 128;

    /// <summary>The access key id.</summary>
    string Id { get; }

    /// <summary>Whether the key, and whoever it belongs to, may be used now. Read after the signature was found right.</summary>
    bool IsEnabled { get; }

    /// <summary>When it ends; null for never.</summary>
    DateTimeOffset? ExpiresAt { get; }

    /// <summary>Copies the secret key; the caller zeroes the copy. A copy, so that a key that is removed meanwhile can be zeroed.</summary>
    /// <param name="destination">At least <see cref="MaxSecretLength"/> bytes.</param>
    /// <param name="length">Bytes of the secret, at least 1.</param>
    /// <returns>False if the key is gone.</returns>
    bool TryCopySecret(Span<byte> destination, out int length);
}
