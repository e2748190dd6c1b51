namespace Dew.Client.Envelope;

/// <summary>The numbers of the envelope format, version 1 (README of this project).</summary>
internal static class EnvelopeFormat
{
    internal const byte Version = 1;

    /// <summary>HKDF-SHA-256 and AES-256-GCM in the STREAM construction.</summary>
    internal const byte Suite = 1;

    /// <summary>The header up to the wrapped data key.</summary>
    internal const int FixedHeaderSize = 91;

    internal const int MaxWrappedKeySize = 4096;
    internal const int KeyIdSize = 36;
    internal const int SaltSize = 32;
    internal const int NoncePrefixSize = 7;
    internal const int DataKeySize = 32;
    internal const int TagSize = 16;
    internal const int NonceSize = 12;

    /// <summary>What a reader accepts; the upper end bounds its memory whatever a hostile header says.</summary>
    internal const int MinSegmentSize = 4 * 1024;

    internal const int MaxSegmentSize = 16 * 1024 * 1024;

    /// <summary>The counter has 32 bits.</summary>
    internal const long MaxSegments = 1L << 32;

    /// <summary>
    /// 1 PiB = 2^46 cipher blocks under one key: the advantage of an attacker who tells AES-GCM from random stays below
    /// 2^-36 (about σ²/2^128), far from the 2^-32 that NIST SP 800-38D §8 accepts.
    /// </summary>
    internal const long MaxPlaintext = 1L << 50;

    /// <summary>As with PNG: a byte that is not ASCII, the name, and a line feed that a text-mode transfer would change.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x89, (byte)'D', (byte)'E', (byte)'W', (byte)'E', (byte)'N', (byte)'V', 0x0A];
}
