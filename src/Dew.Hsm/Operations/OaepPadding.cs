using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dew.Hsm;

/// <summary>
/// EME-OAEP decoding (RFC 8017 §7.1.2 step 3) with SHA-256 for hash and MGF1 and the empty label, for modules that only do the raw operation.
/// Time and memory access depend on the length alone, not on the content, until the verdict is known: which check failed must not show
/// (J. Manger, "A chosen ciphertext attack on RSA OAEP", 2001).
/// </summary>
internal static class OaepPadding
{
    private const int HashSize = 32;
    private const int LargestModulus = 1024;

    /// <summary>SHA-256 of the empty label.</summary>
    private static ReadOnlySpan<byte> LabelHash =>
    [
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
        0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ];

    /// <summary>Decodes in place; the message ends up at the beginning of the buffer, the rest is zeroed.</summary>
    /// <param name="encoded">As long as the modulus.</param>
    /// <returns>Bytes of the message, or -1 if the padding is wrong in any way; the buffer is then all zero.</returns>
    internal static int RemoveSha256(Span<byte> encoded)
    {
        if (encoded.Length is < (2 * HashSize) + 2 or > LargestModulus)
        {
            encoded.Clear();
            return -1;
        }

        Span<byte> seed = encoded.Slice(1, HashSize);
        Span<byte> block = encoded[(1 + HashSize)..];
        XorMask(seed, block);
        XorMask(block, seed);

        // 0 while good. The first byte after the padding zeros has to be 1, and there has to be one.
        int bad = encoded[0];
        for (int i = 0; i < HashSize; i++)
        {
            bad |= block[i] ^ LabelHash[i];
        }

        int looking = ~0;
        int separator = 0;
        for (int i = HashSize; i < block.Length; i++)
        {
            int isOne = MaskIfZero(block[i] ^ 1);
            int isZero = MaskIfZero(block[i]);
            separator |= looking & isOne & i;
            bad |= looking & ~isOne & ~isZero;
            looking &= ~isOne;
        }

        bad |= looking;
        if (bad != 0)
        {
            CryptographicOperations.ZeroMemory(encoded);
            return -1;
        }

        Span<byte> message = block[(separator + 1)..];
        int length = message.Length;
        message.CopyTo(encoded);
        CryptographicOperations.ZeroMemory(encoded[length..]);
        return length;
    }

    /// <summary>All ones for 0, else 0.</summary>
    private static int MaskIfZero(int value) => (value - 1 & ~value) >> 31;

    /// <summary>MGF1 (RFC 8017 §B.2.1) with SHA-256, applied in place.</summary>
    private static void XorMask(Span<byte> target, ReadOnlySpan<byte> seed)
    {
        Span<byte> input = stackalloc byte[LargestModulus + sizeof(uint)];
        Span<byte> mask = stackalloc byte[HashSize];
        input = input[..(seed.Length + sizeof(uint))];
        seed.CopyTo(input);
        for (int offset = 0, counter = 0; offset < target.Length; offset += HashSize, counter++)
        {
            BinaryPrimitives.WriteInt32BigEndian(input[seed.Length..], counter);
            SHA256.HashData(input, mask);
            int count = Math.Min(HashSize, target.Length - offset);
            for (int i = 0; i < count; i++)
            {
                target[offset + i] ^= mask[i];
            }
        }

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(mask);
    }
}
