using System.Text.Json;
using Dew.Core.Kms;

namespace Dew.Hsm;

/// <summary>
/// What a module can do, found by trial. Persist <see cref="Encode"/> and hand it back in <see cref="HsmOptions.KnownProfile"/>, and the next
/// connection skips the trials; it is ignored when <see cref="ModuleIdentity"/> has changed.
/// </summary>
public sealed record HsmProfile
{
    /// <summary>Manufacturer, description and version of the module, model and firmware of the token.</summary>
    public required string ModuleIdentity { get; init; }

    /// <summary>Number of the mechanism that wraps and unwraps key material.</summary>
    public required ulong WrapMechanism { get; init; }

    /// <summary>The wrap mechanism gave the known answer of RFC 5649. False only where the module takes no known key to try with.</summary>
    public required bool WrapIsRfc5649 { get; init; }

    /// <summary>The wrap mechanism fills keys up to whole blocks of 8 bytes with zeros before it wraps them, so that private keys come back with zeros behind them.</summary>
    public required bool WrapFillsUp { get; init; }

    /// <summary>The GCM parameters have the field ulIvBits.</summary>
    public required bool GcmHasIvBits { get; init; }

    /// <summary>The module unpads OAEP with SHA-256; otherwise it does the raw RSA operation and the padding is removed here, in constant time.</summary>
    public required bool OaepInModule { get; init; }

    /// <summary>Hashes the module signs with in PSS.</summary>
    public required IReadOnlyList<string> PssHashes { get; init; }

    /// <summary>EC points come as DER OCTET STRING, as the standard asks; false for bare points.</summary>
    public required bool EcPointIsDer { get; init; }

    /// <summary>Unwrapping a private key wants the public value in NSS's own attribute.</summary>
    public required bool UnwrapWantsNssPublicValue { get; init; }

    /// <summary>Sessions the token allows, 0 if it names no limit.</summary>
    public required int SessionCeiling { get; init; }

    /// <summary>What the module answers to a damaged ciphertext, a CKR number.</summary>
    public required ulong DamagedCiphertext { get; init; }

    /// <summary>What the module answers to a damaged wrapped key, a CKR number.</summary>
    public required ulong DamagedWrap { get; init; }

    /// <summary>Key specifications that passed every trial.</summary>
    public required IReadOnlyList<KeySpec> SupportedSpecs { get; init; }

    /// <summary>What the module lacks, each with the reason, for an operator.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    internal nuint DamagedCiphertextAnswer => (nuint)DamagedCiphertext;

    internal nuint DamagedWrapAnswer => (nuint)DamagedWrap;

    /// <summary>The bytes to persist.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, HsmProfileJson.Default.HsmProfile);

    /// <summary>Reverses <see cref="Encode"/>.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <returns>The profile, or null if the bytes are of another version or damaged; then the trials are made again.</returns>
    public static HsmProfile? Decode(ReadOnlySpan<byte> encoded)
    {
        try
        {
            return JsonSerializer.Deserialize(encoded, HsmProfileJson.Default.HsmProfile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether keys of a specification can be made and used.</summary>
    /// <param name="spec">The specification.</param>
    public bool Supports(KeySpec spec) => SupportedSpecs.Contains(spec);
}
