using System.Security.Cryptography;
using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Daemon.Tests.Tls;

/// <summary>The token's signing keys without a token.</summary>
internal sealed class SoftwareSigner : ITokenSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Answered instead of a signature, if set.</summary>
    internal Status? Failing { get; set; }

    public ReadOnlyMemory<byte> PublicKey(TokenKey key) => key == TokenKey.Ca ? _key.ExportSubjectPublicKeyInfo() : default(ReadOnlyMemory<byte>);

    public ValueTask<Outcome<byte[]>> SignAsync(TokenKey key, ReadOnlyMemory<byte> sha256Digest) => ValueTask.FromResult<Outcome<byte[]>>(
        Failing is { } status ? new Failure(status, "as the test wants it") : _key.SignHash(sha256Digest.Span, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public void Dispose() => _key.Dispose();
}
