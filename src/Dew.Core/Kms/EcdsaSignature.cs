using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Numerics;

namespace Dew.Core.Kms;

/// <summary>ECDSA signatures as DER (RFC 3279 §2.2.3) for clients and as r‖s for the HSM.</summary>
internal static class EcdsaSignature
{
    /// <summary>The longest DER form: P-384, two integers of 49 bytes.</summary>
    internal const int MaxDerLength = 104;

    /// <summary>Writes the DER form.</summary>
    /// <param name="fixedLength">r‖s, big-endian, both of the same length.</param>
    /// <param name="der">At least <see cref="MaxDerLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    internal static int WriteDer(ReadOnlySpan<byte> fixedLength, Span<byte> der)
    {
        int half = fixedLength.Length / 2;
        int length = 2 + WriteInteger(fixedLength[..half], der[2..]);
        length += WriteInteger(fixedLength[half..], der[length..]);
        der[0] = 0x30;
        der[1] = (byte)(length - 2);
        return length;
    }

    /// <summary>Reads the DER form strictly; false if it is anything else, so that one signature has one form.</summary>
    /// <param name="der">The signature.</param>
    /// <param name="half">Bytes of r and of s.</param>
    /// <param name="fixedLength">r‖s.</param>
    internal static bool TryReadDer(ReadOnlySpan<byte> der, int half, [NotNullWhen(true)] out byte[]? fixedLength)
    {
        fixedLength = null;
        try
        {
            var reader = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            AsnReader sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            BigInteger r = sequence.ReadInteger();
            BigInteger s = sequence.ReadInteger();
            sequence.ThrowIfNotEmpty();
            byte[] both = new byte[2 * half];
            if (!TryWriteUnsigned(r, both.AsSpan(0, half)) || !TryWriteUnsigned(s, both.AsSpan(half)))
            {
                return false;
            }

            fixedLength = both;
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool TryWriteUnsigned(BigInteger value, Span<byte> bigEndian)
    {
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > bigEndian.Length)
        {
            return false;
        }

        int length = value.GetByteCount(isUnsigned: true);
        return value.TryWriteBytes(bigEndian[^length..], out _, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>A DER INTEGER has no needless leading zero, and one if its first bit would say negative.</summary>
    private static int WriteInteger(ReadOnlySpan<byte> bigEndian, Span<byte> destination)
    {
        ReadOnlySpan<byte> value = bigEndian.TrimStart((byte)0);
        int sign = value.IsEmpty || value[0] >= 0x80 ? 1 : 0;
        destination[0] = 0x02;
        destination[1] = (byte)(sign + value.Length);
        destination[2] = 0;
        value.CopyTo(destination[(2 + sign)..]);
        return 2 + sign + value.Length;
    }
}
