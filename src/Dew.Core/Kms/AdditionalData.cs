using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Dew.Core.Kms;

/// <summary>Data that a ciphertext is bound to and that must be given again to decrypt it; kept as its SHA-256.</summary>
public readonly struct AdditionalData
{
    private readonly Digest _digest;

    private AdditionalData(AdditionalDataKind kind, Digest digest)
    {
        Kind = kind;
        _digest = digest;
    }

    /// <summary>Bytes of the digest.</summary>
    public const int DigestSize = SHA256.HashSizeInBytes;

    /// <summary>In which form it was given.</summary>
    public AdditionalDataKind Kind { get; }

    /// <summary>From additional_authenticated_data.</summary>
    /// <param name="utf8">The text.</param>
    public static AdditionalData FromText(ReadOnlySpan<byte> utf8)
    {
        Digest digest = default;
        SHA256.HashData(utf8, digest);
        return new AdditionalData(AdditionalDataKind.Text, digest);
    }

    /// <summary>From encryption_context. The order of the members does not matter.</summary>
    /// <param name="members">Names, each once, and values.</param>
    public static AdditionalData FromContext(IReadOnlyCollection<KeyValuePair<string, string>> members)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, string value) in members.OrderBy(static m => m.Key, StringComparer.Ordinal))
        {
            AppendFramed(hash, name);
            AppendFramed(hash, value);
        }

        Digest digest = default;
        hash.GetHashAndReset(digest);
        return new AdditionalData(AdditionalDataKind.Context, digest);
    }

    /// <summary>Appends the digest, or nothing for <see cref="AdditionalDataKind.None"/>.</summary>
    /// <param name="destination">At least <see cref="DigestSize"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    internal int Write(Span<byte> destination)
    {
        if (Kind == AdditionalDataKind.None)
        {
            return 0;
        }

        ReadOnlySpan<byte> digest = _digest;
        digest.CopyTo(destination);
        return DigestSize;
    }

    private static void AppendFramed(IncrementalHash hash, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }

    [InlineArray(DigestSize)]
    private struct Digest
    {
        private byte _first;
    }
}
