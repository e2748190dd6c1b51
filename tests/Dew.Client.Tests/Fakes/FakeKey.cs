using System.Security.Cryptography;
using Dew.Protocol.Rest;

namespace Dew.Client.Tests.Fakes;

/// <summary>A key of the fake appliance, with its material in the clear.</summary>
internal sealed class FakeKey : IDisposable
{
    private readonly byte[] _wrappingKey = RandomNumberGenerator.GetBytes(32);

    internal FakeKey(CreateKeyRequest request)
    {
        Details = new KeyDetails
        {
            KeyId = Guid.NewGuid().ToString(),
            DomainId = FakeAppliance.DomainId,
            KeyAlias = request.KeyAlias,
            Realm = "local-1",
            KeySpec = request.KeySpec ?? "AES_256",
            KeyUsage = request.KeyUsage ?? "ENCRYPT_DECRYPT",
            KeyDescription = request.KeyDescription ?? "",
            CreationDate = "1785542400000",
            ScheduledDeletionDate = "",
            KeyState = "2",
            DefaultKeyFlag = "0",
            KeyType = "1",
            ExpirationTime = "",
            Origin = "kms",
            KeyRotationEnabled = "false",
            EnterpriseProjectId = request.EnterpriseProjectId ?? "0",
            KeystoreId = "0",
        };
        Ec = Details.KeySpec switch
        {
            "EC_P256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "EC_P384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => null,
        };
        Rsa = Details.KeySpec.StartsWith("RSA_", StringComparison.Ordinal) ? RSA.Create(2048) : null;
    }

    internal KeyDetails Details { get; set; }

    internal ECDsa? Ec { get; }

    internal RSA? Rsa { get; }

    public void Dispose()
    {
        Ec?.Dispose();
        Rsa?.Dispose();
    }

    /// <summary>nonce ‖ tag ‖ ciphertext, filled up to the length the real appliance gives: 124 + 16·⌈n/16⌉.</summary>
    internal byte[] Wrap(byte[] plaintext, string aad)
    {
        byte[] wrapped = new byte[124 + ((plaintext.Length + 15) / 16 * 16)];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var aes = new AesGcm(_wrappingKey, 16);
        aes.Encrypt(wrapped.AsSpan(0, 12), plaintext, wrapped.AsSpan(28, plaintext.Length), wrapped.AsSpan(12, 16), System.Text.Encoding.UTF8.GetBytes(aad));
        return wrapped;
    }

    /// <returns>Null if anything is wrong.</returns>
    internal byte[]? Unwrap(byte[] wrapped, int length, string aad)
    {
        if (wrapped.Length != 124 + ((length + 15) / 16 * 16))
        {
            return null;
        }

        byte[] plaintext = new byte[length];
        using var aes = new AesGcm(_wrappingKey, 16);
        try
        {
            aes.Decrypt(wrapped.AsSpan(0, 12), wrapped.AsSpan(28, length), wrapped.AsSpan(12, 16), plaintext, System.Text.Encoding.UTF8.GetBytes(aad));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
