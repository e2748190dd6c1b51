using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class RsaEncryptionTests : KmsTest
{
    public static TheoryData<KeySpec, int> Capacities() => new()
    {
        { KeySpec.Rsa2048, 190 }, { KeySpec.Rsa3072, 318 }, { KeySpec.Rsa4096, 446 },
    };

    [Theory]
    [MemberData(nameof(Capacities))]
    public async Task A_data_key_as_long_as_OAEP_takes_comes_back(KeySpec spec, int capacity)
    {
        Guid keyId = await CreateIdAsync(spec, KeyUsage.EncryptDecrypt);

        (byte[] plain, byte[] encrypted) = (await Crypto.CreateDataKeyAsync(keyId, capacity * 8, NoAad)).Take();

        Assert.Equal(capacity, plain.Length);
        Assert.Equal(spec.ModulusLength(), encrypted.Length);
        Assert.Equal(plain, (await Crypto.DecryptDataKeyAsync(keyId, encrypted, capacity, NoAad)).Take());
    }

    [Theory]
    [MemberData(nameof(Capacities))]
    public async Task A_data_key_longer_than_OAEP_takes_is_refused(KeySpec spec, int capacity)
    {
        Guid keyId = await CreateIdAsync(spec, KeyUsage.EncryptDecrypt);

        (await Crypto.CreateDataKeyAsync(keyId, (capacity + 1) * 8, NoAad)).FailsWith(Status.DataKeyTooLongForRsa);
        (await Crypto.EncryptDataKeyAsync(keyId, Bytes(capacity + 1), NoAad)).FailsWith(Status.DataKeyTooLongForRsa);
    }

    [Fact]
    public async Task A_data_key_of_the_client_comes_back()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);

        byte[] encrypted = (await Crypto.EncryptDataKeyAsync(keyId, Bytes(64), NoAad)).Take();

        Assert.Equal(Bytes(64), (await Crypto.DecryptDataKeyAsync(keyId, encrypted, 64, NoAad)).Take());
    }

    [Fact]
    public async Task A_data_key_of_another_length_than_stated_is_refused()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);
        byte[] encrypted = (await Crypto.EncryptDataKeyAsync(keyId, Bytes(64), NoAad)).Take();

        (await Crypto.DecryptDataKeyAsync(keyId, encrypted, 63, NoAad)).FailsWith(Status.DataKeyCiphertextLengthMismatch);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(190)]
    public async Task Data_come_back(int length)
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);

        byte[] ciphertext = (await Crypto.EncryptAsync(keyId, Bytes(length), EncryptionAlgorithm.RsaOaepSha256, NoAad)).Take();

        Assert.Equal(256, ciphertext.Length);
        Assert.Equal(Bytes(length), (await DecryptAsync(keyId, ciphertext)).Take());
    }

    [Fact]
    public async Task Data_longer_than_OAEP_takes_are_refused()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);

        (await Crypto.EncryptAsync(keyId, Bytes(191), EncryptionAlgorithm.RsaOaepSha256, NoAad)).FailsWith(Status.RsaPlaintextTooLong);
    }

    [Fact]
    public async Task Data_encrypted_offline_with_the_public_key_are_decrypted()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Keys.GetPublicKey(keyId).Ok());

        Assert.Equal(Bytes(20), (await DecryptAsync(keyId, rsa.Encrypt(Bytes(20), RSAEncryptionPadding.OaepSHA256))).Take());
    }

    [Fact]
    public async Task Data_padded_in_another_way_are_refused()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Keys.GetPublicKey(keyId).Ok());

        (await DecryptAsync(keyId, rsa.Encrypt(Bytes(20), RSAEncryptionPadding.Pkcs1))).FailsWith(Status.CiphertextInvalid);
        (await DecryptAsync(keyId, rsa.Encrypt(Bytes(20), RSAEncryptionPadding.OaepSHA384))).FailsWith(Status.CiphertextInvalid);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(100_000)]
    public async Task A_ciphertext_of_another_length_than_the_modulus_never_reaches_the_HSM(int length)
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);

        (await DecryptAsync(keyId, Bytes(length))).FailsWith(Status.CiphertextInvalid);
        (await Crypto.DecryptDataKeyAsync(keyId, Bytes(length), 32, NoAad)).FailsWith(Status.CiphertextInvalid);

        Assert.Equal(0, Provider.Runs);
    }

    [Fact]
    public async Task Additional_data_have_no_place_in_OAEP_and_are_refused()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);
        AdditionalData text = Text("a");

        (await Crypto.CreateDataKeyAsync(keyId, 256, text)).FailsWith(Status.ParameterInvalid);
        (await Crypto.EncryptDataKeyAsync(keyId, Bytes(32), text)).FailsWith(Status.ParameterInvalid);
        (await Crypto.DecryptDataKeyAsync(keyId, Bytes(256), 32, text)).FailsWith(Status.ParameterInvalid);
        (await Crypto.EncryptAsync(keyId, Bytes(32), EncryptionAlgorithm.RsaOaepSha256, text)).FailsWith(Status.ParameterInvalid);
        (await Crypto.DecryptAsync(keyId, Bytes(256), EncryptionAlgorithm.RsaOaepSha256, text)).FailsWith(Status.ParameterInvalid);

        Assert.Equal(0, Provider.Runs);
    }

    [Fact]
    public async Task Decrypting_needs_the_key_id()
    {
        Outcome<Plaintext> outcome = await Crypto.DecryptAsync(null, Bytes(256), EncryptionAlgorithm.RsaOaepSha256, NoAad);

        outcome.FailsWith(Status.ParameterMissing);
    }

    [Fact]
    public async Task A_public_key_that_cannot_be_read_does_not_keep_a_new_data_key_in_its_slot()
    {
        Guid keyId = PutPublicKey(KeySpec.Rsa2048, new byte[] { 0x30, 0x00 });
        Store.PutKey(Store.FindKey(keyId)! with { Usage = KeyUsage.EncryptDecrypt });

        StoreException trouble = await Assert.ThrowsAsync<StoreException>(async () => await Crypto.CreateDataKeyAsync(keyId, 256, NoAad));

        Assert.Equal(Status.StoreDamaged, trouble.Status);
        Assert.Equal(0, Provider.Outstanding);
    }

    private ValueTask<Outcome<Plaintext>> DecryptAsync(Guid keyId, byte[] ciphertext) =>
        Crypto.DecryptAsync(keyId, ciphertext, EncryptionAlgorithm.RsaOaepSha256, NoAad);
}
