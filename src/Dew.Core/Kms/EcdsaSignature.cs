using System.Formats.Asn1;

namespace Dew.Core.Kms;

/// <summary>ECDSA signatures as DER (RFC 3279 §2.2.3) for clients and as r‖s for the HSM.</summary>
internal static class EcdsaSignature
{
    /// <summary>The longest DER form: P-384, two integers of 49 bytes.</summary>
    internal const int MaxDerLength = 104;

    /// <summary>The longest r‖s: P-384.</summary>
    internal const int MaxFixedLength = 96;

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
    /// <param name="fixedLength">Receives r‖s, twice <paramref name="half"/> bytes.</param>
    internal static bool TryReadDer(ReadOnlySpan<byte> der, int half, Span<byte> fixedLength)
    {
        if (der.Length > MaxDerLength)
        {
            return false;
        }

        try
        {
            AsnDecoder.ReadSequence(der, AsnEncodingRules.DER, out int offset, out int length, out int consumed);
            ReadOnlySpan<byte> numbers = der.Slice(offset, length);
            ReadOnlySpan<byte> r = AsnDecoder.ReadIntegerBytes(numbers, AsnEncodingRules.DER, out int rLength);
            ReadOnlySpan<byte> s = AsnDecoder.ReadIntegerBytes(numbers[rLength..], AsnEncodingRules.DER, out int sLength);
            return consumed == der.Length
                && rLength + sLength == numbers.Length
                && TryWriteUnsigned(r, fixedLength[..half])
                && TryWriteUnsigned(s, fixedLength[half..(2 * half)]);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool TryWriteUnsigned(ReadOnlySpan<byte> integer, Span<byte> bigEndian)
    {
        ReadOnlySpan<byte> magnitude = integer.TrimStart((byte)0);
        if (integer[0] >= 0x80 || magnitude.Length > bigEndian.Length)
        {
            return false;
        }

        bigEndian[..^magnitude.Length].Clear();
        magnitude.CopyTo(bigEndian[^magnitude.Length..]);
        return true;
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
