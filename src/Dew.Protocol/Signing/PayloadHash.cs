using System.Buffers;
using System.Security.Cryptography;

namespace Dew.Protocol.Signing;

/// <summary>The SHA-256 of a request's body.</summary>
public static class PayloadHash
{
    /// <summary>Bytes of it.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>What a client writes into X-Sdk-Content-Sha256 instead of a hash when it does not sign the body.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>Hashes a body.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> body, Span<byte> hash) => SHA256.HashData(body, hash);

    /// <summary>Hashes a body that came in pieces.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    public static void Compute(in ReadOnlySequence<byte> body, Span<byte> hash)
    {
        if (body.IsSingleSegment)
        {
            Compute(body.FirstSpan, hash);
            return;
        }

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<byte> piece in body)
        {
            sha.AppendData(piece.Span);
        }

        sha.GetHashAndReset(hash);
    }
}
