using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Dew.Testing;
using Xunit;

namespace Dew.Hsm.Tests;

public abstract class SignatureContract(ModuleFixture module)
{
    private static readonly byte[] s_message = "signed in the HSM, verified elsewhere"u8.ToArray();

    [Theory]
    [InlineData(KeySpec.EcP256, HashName.Sha256)]
    [InlineData(KeySpec.EcP256, HashName.Sha384)]
    [InlineData(KeySpec.EcP256, HashName.Sha512)]
    [InlineData(KeySpec.EcP384, HashName.Sha384)]
    [InlineData(KeySpec.EcP384, HashName.Sha512)]
    public async Task Ecdsa_verifies_with_dotnet_and_openssl(KeySpec spec, HashName hash)
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, spec);
        byte[] signature = await Slot.RunAsync(module.Provider, CryptoOperation.SignEcdsa, key, Digest(hash), hash: hash);

        using ECDsa verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(key.Version.PublicKey.Span, out _);
        Assert.Equal(spec == KeySpec.EcP256 ? 64 : 96, signature.Length);
        Assert.True(verifier.VerifyHash(Digest(hash), signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        byte[] der = ToDer(signature);
        Assert.True(OpenSsl.Verifies(verifier.ExportSubjectPublicKeyInfoPem(), NameOf(hash), s_message, der));
        der[^1] ^= 1;
        Assert.False(OpenSsl.Verifies(verifier.ExportSubjectPublicKeyInfoPem(), NameOf(hash), s_message, der));
    }

    [Theory]
    [InlineData(KeySpec.Rsa2048)]
    [InlineData(KeySpec.Rsa3072)]
    [InlineData(KeySpec.Rsa4096)]
    public async Task Rsa_signatures_verify_with_dotnet_and_openssl(KeySpec spec)
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, spec);
        using RSA verifier = RSA.Create();
        verifier.ImportSubjectPublicKeyInfo(key.Version.PublicKey.Span, out _);
        string pem = verifier.ExportSubjectPublicKeyInfoPem();
        foreach (HashName hash in (HashName[])[HashName.Sha256, HashName.Sha384, HashName.Sha512])
        {
            byte[] pkcs1 = await Slot.RunAsync(module.Provider, CryptoOperation.SignPkcs1, key, Digest(hash), hash: hash);
            byte[] pss = await Slot.RunAsync(module.Provider, CryptoOperation.SignPss, key, Digest(hash), hash: hash);
            var name = new HashAlgorithmName(NameOf(hash).ToUpperInvariant());

            Assert.True(verifier.VerifyHash(Digest(hash), pkcs1, name, RSASignaturePadding.Pkcs1));
            Assert.True(verifier.VerifyHash(Digest(hash), pss, name, RSASignaturePadding.Pss));
            Assert.True(OpenSsl.Verifies(pem, NameOf(hash), s_message, pkcs1));
            Assert.True(OpenSsl.Verifies(
                pem, NameOf(hash), s_message, pss, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"));
        }
    }

    [Theory]
    [InlineData(KeySpec.Rsa2048)]
    [InlineData(KeySpec.Rsa3072)]
    public async Task Oaep_of_openssl_decrypts(KeySpec spec)
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, spec);
        using RSA encrypter = RSA.Create();
        encrypter.ImportSubjectPublicKeyInfo(key.Version.PublicKey.Span, out _);
        int longest = (encrypter.KeySize / 8) - 66;
        foreach (int length in (int[])[0, 1, 32, longest])
        {
            byte[] message = RandomNumberGenerator.GetBytes(length);
            byte[] ciphertext = length == 32
                ? OpenSsl.EncryptOaepSha256(encrypter.ExportSubjectPublicKeyInfoPem(), message)
                : encrypter.Encrypt(message, RSAEncryptionPadding.OaepSHA256);
            Assert.Equal(message, await Slot.RunAsync(module.Provider, CryptoOperation.DecryptOaepSha256, key, ciphertext));
        }
    }

    [Theory]
    [InlineData(KeySpec.Hmac256, HashName.Sha256)]
    [InlineData(KeySpec.Hmac384, HashName.Sha384)]
    [InlineData(KeySpec.Hmac512, HashName.Sha512)]
    public async Task Macs_are_those_of_dotnet(KeySpec spec, HashName hash)
    {
        byte[] material = RandomNumberGenerator.GetBytes(KeyShape.Of(spec)!.LengthBytes);
        KeyHandle key = TestKeys.Import(module.Provider, spec, material);
        byte[] mac = await Slot.RunAsync(module.Provider, CryptoOperation.Mac, key, s_message, hash: hash);
        Assert.Equal(CryptographicOperations.HmacData(new HashAlgorithmName(NameOf(hash).ToUpperInvariant()), material, s_message), mac);
    }

    [Theory]
    [InlineData(KeySpec.Hmac256, HashName.Sha256, 32)]
    [InlineData(KeySpec.Hmac384, HashName.Sha384, 48)]
    [InlineData(KeySpec.Hmac512, HashName.Sha512, 64)]
    public async Task Generated_mac_keys_give_full_macs(KeySpec spec, HashName hash, int length)
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, spec);
        Assert.Equal(length, (await Slot.RunAsync(module.Provider, CryptoOperation.Mac, key, s_message, hash: hash)).Length);
    }

    private static byte[] Digest(HashName hash) => hash switch
    {
        HashName.Sha256 => SHA256.HashData(s_message),
        HashName.Sha384 => SHA384.HashData(s_message),
        _ => SHA512.HashData(s_message),
    };

    private static string NameOf(HashName hash) => hash.ToString().ToLowerInvariant();

    private static byte[] ToDer(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new System.Numerics.BigInteger(signature.AsSpan(0, signature.Length / 2), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new System.Numerics.BigInteger(signature.AsSpan(signature.Length / 2), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }
}
