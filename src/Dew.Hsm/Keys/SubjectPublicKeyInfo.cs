using System.Formats.Asn1;

namespace Dew.Hsm;

/// <summary>Public keys as DER SubjectPublicKeyInfo (RFC 5280 §4.1, RFC 3279 §2.3.1, RFC 5480 §2).</summary>
internal static class SubjectPublicKeyInfo
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string EcPublicKey = "1.2.840.10045.2.1";

    internal static byte[] EncodeOid(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }

    /// <param name="modulus">Big-endian, as the module answers it.</param>
    /// <param name="exponent">Big-endian.</param>
    internal static byte[] EncodeRsa(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteIntegerUnsigned(modulus.TrimStart((byte)0));
            key.WriteIntegerUnsigned(exponent.TrimStart((byte)0));
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(RsaEncryption);
                writer.WriteNull();
            }

            writer.WriteBitString(key.Encode());
        }

        return writer.Encode();
    }

    /// <param name="curveOid">The named curve.</param>
    /// <param name="point">0x04 ‖ x ‖ y.</param>
    internal static byte[] EncodeEc(string curveOid, ReadOnlySpan<byte> point)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(EcPublicKey);
                writer.WriteObjectIdentifier(curveOid);
            }

            writer.WriteBitString(point);
        }

        return writer.Encode();
    }

    /// <summary>The bit string inside: an EC point, or the DER of an RSA public key.</summary>
    /// <exception cref="AsnContentException">Not a SubjectPublicKeyInfo.</exception>
    internal static byte[] DecodeKey(ReadOnlyMemory<byte> info)
    {
        AsnReader outer = new AsnReader(info, AsnEncodingRules.DER).ReadSequence();
        outer.ReadEncodedValue();
        return outer.ReadBitString(out _);
    }

    /// <summary>The modulus inside, big-endian without leading zeros.</summary>
    /// <exception cref="AsnContentException">Not the SubjectPublicKeyInfo of an RSA key.</exception>
    internal static byte[] DecodeModulus(ReadOnlyMemory<byte> info)
    {
        AsnReader key = new AsnReader(DecodeKey(info), AsnEncodingRules.DER).ReadSequence();
        return key.ReadIntegerBytes().TrimStart((byte)0).ToArray();
    }
}
