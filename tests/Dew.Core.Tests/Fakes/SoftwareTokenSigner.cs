using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Core.Tests.Fakes;

/// <summary>The appliance's own keys in memory.</summary>
internal sealed class SoftwareTokenSigner : ITokenSigner, IDisposable
{
    /// <summary>The one key, whichever is asked for.</summary>
    internal ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What signing fails with.</summary>
    internal Failure? Failure { get; set; }

    internal int Signatures { get; private set; }

    public ReadOnlyMemory<byte> PublicKey(TokenKey key) => Key.ExportSubjectPublicKeyInfo();

    public ValueTask<Outcome<byte[]>> SignAsync(TokenKey key, ReadOnlyMemory<byte> sha256Digest)
    {
        if (Failure is { } failure)
        {
            return new(failure);
        }

        Signatures++;
        return new(Key.SignHash(sha256Digest.Span, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    public void Dispose() => Key.Dispose();
}
