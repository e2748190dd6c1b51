namespace Dew.Hsm;

/// <summary>The result of a raw RSA operation as a number of the modulus' length.</summary>
internal static class RawResult
{
    /// <summary>Modules may drop leading zeros (PKCS#11 v2.40 leaves it open); puts them back.</summary>
    /// <param name="buffer">As long as the modulus, the result at its beginning.</param>
    /// <param name="written">Bytes of the result.</param>
    internal static bool AlignRight(Span<byte> buffer, int written)
    {
        if (written > buffer.Length || written < 1)
        {
            return false;
        }

        int missing = buffer.Length - written;
        if (missing > 0)
        {
            buffer[..written].CopyTo(buffer[missing..]);
            buffer[..missing].Clear();
        }

        return true;
    }
}
