using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>Hash functions by their name.</summary>
internal static class Hashes
{
    /// <summary>The longest digest, in bytes.</summary>
    internal const int MaxLength = SHA512.HashSizeInBytes;

    /// <summary>Bytes of a digest.</summary>
    internal static int Length(this HashName hash) => hash switch
    {
        HashName.Sha256 => SHA256.HashSizeInBytes,
        HashName.Sha384 => SHA384.HashSizeInBytes,
        HashName.Sha512 => SHA512.HashSizeInBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(hash), hash, null),
    };

    /// <summary>Hashes a message.</summary>
    /// <returns>Bytes written.</returns>
    internal static int HashData(this HashName hash, ReadOnlySpan<byte> message, Span<byte> digest) => hash switch
    {
        HashName.Sha256 => SHA256.HashData(message, digest),
        HashName.Sha384 => SHA384.HashData(message, digest),
        HashName.Sha512 => SHA512.HashData(message, digest),
        _ => throw new ArgumentOutOfRangeException(nameof(hash), hash, null),
    };
}
