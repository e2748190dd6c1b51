using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Ciphertexts on their way into an answer.</summary>
internal static class CiphertextWriting
{
    /// <summary>Copies a ciphertext into the scratch buffer, over the request's members, which are used by then.</summary>
    internal static ReadOnlySpan<byte> CopyTo(this in Ciphertext ciphertext, Scratch scratch)
    {
        Span<byte> bytes = scratch.Decoding[..ciphertext.Length];
        ciphertext.CopyTo(bytes);
        return bytes;
    }
}
