using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Core.Tests;

/// <summary>One operation of the crypto service in a form that all of them share, so that what holds for each is said once.</summary>
/// <param name="Name">As a test's name shows it.</param>
/// <param name="Spec">A key that can do it.</param>
/// <param name="Usage">The usage of that key.</param>
/// <param name="UsesHsm">Whether it needs the HSM; what needs the public key alone does not.</param>
/// <param name="PrepareAsync">Makes the input, such as a ciphertext to be decrypted.</param>
/// <param name="RunAsync">Does it, and returns the slot.</param>
internal sealed record KeyOperation(
    string Name,
    KeySpec Spec,
    KeyUsage Usage,
    bool UsesHsm,
    Func<CryptoService, Guid, Task<byte[]>> PrepareAsync,
    Func<CryptoService, Guid, byte[], Task<Status>> RunAsync)
{
    private static readonly byte[] s_message = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    internal static IReadOnlyList<KeyOperation> All { get; } =
    [
        new("create-datakey", KeySpec.Aes256, KeyUsage.EncryptDecrypt, true, Nothing, CreateDataKeyAsync),
        new("create-datakey RSA", KeySpec.Rsa2048, KeyUsage.EncryptDecrypt, true, Nothing, CreateDataKeyAsync),
        new("encrypt-datakey", KeySpec.Aes256, KeyUsage.EncryptDecrypt, true, Nothing, EncryptDataKeyAsync),
        new("encrypt-datakey RSA", KeySpec.Rsa2048, KeyUsage.EncryptDecrypt, false, Nothing, EncryptDataKeyAsync),
        new("decrypt-datakey", KeySpec.Aes256, KeyUsage.EncryptDecrypt, true, DataKeyAsync, DecryptDataKeyAsync),
        new("decrypt-datakey RSA", KeySpec.Rsa2048, KeyUsage.EncryptDecrypt, true, DataKeyAsync, DecryptDataKeyAsync),
        Encrypt("encrypt-data", KeySpec.Aes256, EncryptionAlgorithm.SymmetricDefault, usesHsm: true),
        Encrypt("encrypt-data RSA", KeySpec.Rsa2048, EncryptionAlgorithm.RsaOaepSha256, usesHsm: false),
        Decrypt("decrypt-data", KeySpec.Aes256, EncryptionAlgorithm.SymmetricDefault),
        Decrypt("decrypt-data RSA", KeySpec.Rsa2048, EncryptionAlgorithm.RsaOaepSha256),
        Sign("sign RSA-PSS", KeySpec.Rsa2048, SigningAlgorithm.RsaPssSha256),
        Sign("sign PKCS#1", KeySpec.Rsa2048, SigningAlgorithm.RsaPkcs1Sha256),
        Sign("sign ECDSA", KeySpec.EcP256, SigningAlgorithm.EcdsaSha256),
        Verify("verify RSA-PSS", KeySpec.Rsa2048, SigningAlgorithm.RsaPssSha256),
        Verify("verify PKCS#1", KeySpec.Rsa2048, SigningAlgorithm.RsaPkcs1Sha256),
        Verify("verify ECDSA", KeySpec.EcP256, SigningAlgorithm.EcdsaSha256),
        new("generate-mac", KeySpec.Hmac256, KeyUsage.GenerateVerifyMac, true, Nothing, static async (crypto, keyId, _) =>
            Return(await crypto.GenerateMacAsync(keyId, s_message, HashName.Sha256))),
        new("verify-mac", KeySpec.Hmac256, KeyUsage.GenerateVerifyMac, true, Nothing, static async (crypto, keyId, input) =>
            (await crypto.VerifyMacAsync(keyId, s_message, input, HashName.Sha256)).Status),
    ];

    internal static KeyOperation Of(string name) => All.Single(o => o.Name == name);

    private static Task<byte[]> Nothing(CryptoService crypto, Guid keyId) => Task.FromResult<byte[]>([]);

    private static async Task<Status> CreateDataKeyAsync(CryptoService crypto, Guid keyId, byte[] input) =>
        Return(await crypto.CreateDataKeyAsync(keyId, 256, default));

    private static async Task<Status> EncryptDataKeyAsync(CryptoService crypto, Guid keyId, byte[] input) =>
        Return(await crypto.EncryptDataKeyAsync(keyId, s_message, default));

    private static async Task<byte[]> DataKeyAsync(CryptoService crypto, Guid keyId) =>
        (await crypto.EncryptDataKeyAsync(keyId, s_message, default)).Take();

    private static async Task<Status> DecryptDataKeyAsync(CryptoService crypto, Guid keyId, byte[] input) =>
        Return(await crypto.DecryptDataKeyAsync(keyId, input, 32, default));

    private static KeyOperation Encrypt(string name, KeySpec spec, EncryptionAlgorithm algorithm, bool usesHsm) => new(
        name, spec, KeyUsage.EncryptDecrypt, usesHsm, Nothing, async (crypto, keyId, _) =>
            Return(await crypto.EncryptAsync(keyId, s_message, algorithm, default)));

    private static KeyOperation Decrypt(string name, KeySpec spec, EncryptionAlgorithm algorithm) => new(
        name,
        spec,
        KeyUsage.EncryptDecrypt,
        UsesHsm: true,
        async (crypto, keyId) => (await crypto.EncryptAsync(keyId, s_message, algorithm, default)).Take(),
        async (crypto, keyId, input) => Return(await crypto.DecryptAsync(keyId, input, algorithm, default)));

    private static KeyOperation Sign(string name, KeySpec spec, SigningAlgorithm algorithm) => new(
        name, spec, KeyUsage.SignVerify, UsesHsm: true, Nothing, async (crypto, keyId, _) =>
            Return(await crypto.SignAsync(keyId, s_message, isDigest: true, algorithm)));

    private static KeyOperation Verify(string name, KeySpec spec, SigningAlgorithm algorithm) => new(
        name, spec, KeyUsage.SignVerify, UsesHsm: false, Nothing, (crypto, keyId, input) =>
            Task.FromResult(crypto.Verify(keyId, s_message, isDigest: true, input, algorithm).Status));

    private static Status Return<T>(Outcome<T> outcome)
        where T : IDisposable
    {
        if (outcome.TryGet(out T? value, out _))
        {
            value.Dispose();
        }

        return outcome.Status;
    }
}
