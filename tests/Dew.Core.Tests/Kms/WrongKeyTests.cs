using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

/// <summary>Every operation with every kind of key, in every state.</summary>
public sealed class WrongKeyTests : KmsTest
{
    private static readonly (KeySpec Spec, KeyUsage Usage)[] s_keys =
    [
        (KeySpec.Aes256, KeyUsage.EncryptDecrypt),
        (KeySpec.Rsa2048, KeyUsage.EncryptDecrypt),
        (KeySpec.Rsa2048, KeyUsage.SignVerify),
        (KeySpec.EcP256, KeyUsage.SignVerify),
        (KeySpec.EcP384, KeyUsage.SignVerify),
        (KeySpec.Hmac256, KeyUsage.GenerateVerifyMac),
        (KeySpec.Hmac512, KeyUsage.GenerateVerifyMac),
    ];

    public static TheoryData<string> Operations() => [.. KeyOperation.All.Select(static o => o.Name)];

    public static TheoryData<string, KeySpec, KeyUsage> OperationsAndKeys()
    {
        var table = new TheoryData<string, KeySpec, KeyUsage>();
        foreach (KeyOperation operation in KeyOperation.All)
        {
            foreach ((KeySpec spec, KeyUsage usage) in s_keys)
            {
                table.Add(operation.Name, spec, usage);
            }
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(OperationsAndKeys))]
    public async Task Each_operation_takes_the_keys_it_is_for_and_names_what_is_wrong_with_others(string name, KeySpec spec, KeyUsage usage)
    {
        var operation = KeyOperation.Of(name);
        Guid keyId = await CreateIdAsync(spec, usage);
        Status expected = Expected(name, spec, usage);
        byte[] input = expected == Status.Ok ? await operation.PrepareAsync(Crypto, keyId) : Bytes(256);

        Assert.Equal(expected, await operation.RunAsync(Crypto, keyId, input));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_operation_uses_a_disabled_key(string name) =>
        await AssertRefusedAsync(name, Status.KeyDisabled, async keyId => await Keys.DisableAsync(Call(), keyId));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_operation_uses_a_key_that_waits_for_its_deletion(string name) =>
        await AssertRefusedAsync(name, Status.KeyPendingDeletion, async keyId => await Keys.ScheduleDeletionAsync(Call(), keyId, 7));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_operation_finds_a_destroyed_key(string name) =>
        await AssertRefusedAsync(name, Status.KeyNotFound, async keyId =>
        {
            (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok();
            Time.Advance(TimeSpan.FromDays(7));
            await Keys.DeleteDueAsync();
        });

    [Fact]
    public async Task An_encryption_algorithm_that_nobody_assigned_is_refused()
    {
        Guid aes = await CreateIdAsync();
        Guid rsa = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);

        (await Crypto.EncryptAsync(aes, Bytes(16), EncryptionAlgorithm.Unset, NoAad)).FailsWith(Status.SymmetricAlgorithmUnsupported);
        (await Crypto.EncryptAsync(rsa, Bytes(16), EncryptionAlgorithm.Unset, NoAad)).FailsWith(Status.RsaAlgorithmUnsupported);
        (await Crypto.DecryptAsync(aes, Bytes(140), EncryptionAlgorithm.Unset, NoAad)).FailsWith(Status.SymmetricAlgorithmUnsupported);
        (await Crypto.DecryptAsync(rsa, Bytes(256), EncryptionAlgorithm.Unset, NoAad)).FailsWith(Status.RsaAlgorithmUnsupported);
    }

    [Fact]
    public async Task A_signing_algorithm_that_nobody_assigned_is_refused()
    {
        foreach (KeySpec spec in (KeySpec[])[KeySpec.Rsa2048, KeySpec.EcP256])
        {
            Guid keyId = await CreateIdAsync(spec);
            (await Crypto.SignAsync(keyId, Bytes(32), isDigest: true, SigningAlgorithm.Unset)).FailsWith(Status.AlgorithmUnsupportedByKey);
            Crypto.Verify(keyId, Bytes(32), isDigest: true, Bytes(64), SigningAlgorithm.Unset).FailsWith(Status.AlgorithmUnsupportedByKey);
        }
    }

    [Fact]
    public async Task A_MAC_hash_that_nobody_assigned_is_refused() =>
        (await Crypto.GenerateMacAsync(await CreateIdAsync(KeySpec.Hmac256), Bytes(1), HashName.Unset)).FailsWith(Status.AlgorithmUnsupportedByKey);

    private async Task AssertRefusedAsync(string name, Status expected, Func<Guid, Task> change)
    {
        var operation = KeyOperation.Of(name);
        Guid keyId = await CreateIdAsync(operation.Spec, operation.Usage);
        byte[] input = await operation.PrepareAsync(Crypto, keyId);
        await change(keyId);
        int runs = Provider.Runs;

        Assert.Equal(expected, await operation.RunAsync(Crypto, keyId, input));
        Assert.Equal(runs, Provider.Runs);
    }

    private static Status Expected(string operation, KeySpec spec, KeyUsage usage)
    {
        bool isRsaOperation = operation.EndsWith(" RSA", StringComparison.Ordinal);
        return (operation.Split(' ')[0], spec.Family(), usage) switch
        {
            ("encrypt-data" or "decrypt-data", KeyFamily.Symmetric, _) when isRsaOperation => Status.SymmetricAlgorithmUnsupported,
            ("encrypt-data" or "decrypt-data", KeyFamily.Rsa, KeyUsage.EncryptDecrypt) when !isRsaOperation => Status.RsaAlgorithmUnsupported,
            ("generate-mac" or "verify-mac", KeyFamily.Symmetric, _) => Status.UsageIsEncryptDecrypt,
            ("generate-mac" or "verify-mac", KeyFamily.Rsa or KeyFamily.EllipticCurve, _) => Status.AsymmetricUnsupported,
            ("generate-mac" or "verify-mac", KeyFamily.Hmac, _) => spec == KeySpec.Hmac256 ? Status.Ok : Status.AlgorithmUnsupportedByKey,
            ("sign" or "verify", KeyFamily.Symmetric, _) => Status.SymmetricCannotSign,
            ("sign" or "verify", KeyFamily.Hmac, _) => Status.HmacUnsupported,
            ("sign" or "verify", KeyFamily.Rsa, KeyUsage.EncryptDecrypt) => Status.UsageIsEncryptDecrypt,
            ("sign" or "verify", _, _) => KeyOperation.Of(operation).Spec == spec ? Status.Ok : Status.AlgorithmUnsupportedByKey,
            (_, KeyFamily.EllipticCurve, _) => Status.EllipticCurveCannotEncrypt,
            (_, KeyFamily.Hmac, _) => Status.HmacUnsupported,
            (_, KeyFamily.Rsa, KeyUsage.SignVerify) => Status.UsageIsSignVerify,
            _ => Status.Ok,
        };
    }
}
