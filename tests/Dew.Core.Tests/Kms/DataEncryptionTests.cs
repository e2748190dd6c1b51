using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class DataEncryptionTests : KmsTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(4095)]
    [InlineData(4096)]
    public async Task Data_come_back(int length)
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(length));

        using Plaintext plaintext = (await DecryptAsync(ciphertext)).Ok();

        Assert.Equal(Bytes(length), plaintext.DangerousGetSpan().ToArray());
        Assert.Equal(keyId, plaintext.KeyId);
    }

    [Fact]
    public async Task Data_that_end_in_zeroes_keep_them()
    {
        byte[] data = [1, 0, 0, 0];

        Assert.Equal(data, (await DecryptAsync(await EncryptAsync(await CreateIdAsync(), data))).Take());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    [InlineData(8193)]
    public async Task Data_of_another_length_are_refused(int length) =>
        (await Crypto.EncryptAsync(await CreateIdAsync(), Bytes(length), EncryptionAlgorithm.SymmetricDefault, NoAad)).FailsWith(Status.ParameterInvalid);

    [Fact]
    public async Task A_ciphertext_is_as_long_as_the_documented_law_says()
    {
        Guid keyId = await CreateIdAsync();
        int[] lengths = [.. Enumerable.Range(1, 130), 255, 256, 257, 1023, 1024, 1025, 2047, 4079, 4080, 4081, 4095, 4096];
        foreach (int n in lengths)
        {
            Assert.Equal(124 + (16 * ((n + 15) / 16)), (await EncryptAsync(keyId, Bytes(n))).Length);
        }
    }

    [Fact]
    public async Task A_data_key_is_encrypted_to_as_many_bytes_as_data()
    {
        Guid keyId = await CreateIdAsync();
        for (int n = 1; n <= 1024; n += 7)
        {
            (_, byte[] encrypted) = (await Crypto.CreateDataKeyAsync(keyId, n * 8, NoAad)).Take();
            Assert.Equal(124 + (16 * ((n + 15) / 16)), encrypted.Length);
        }
    }

    [Theory]
    [InlineData(4, 140)]
    [InlineData(32, 156)]
    [InlineData(64, 188)]
    public async Task The_lengths_of_the_vendors_examples_are_met(int length, int expected) =>
        Assert.Equal(expected, (await EncryptAsync(await CreateIdAsync(), Bytes(length))).Length);

    [Fact]
    public async Task The_same_data_are_never_encrypted_alike()
    {
        Guid keyId = await CreateIdAsync();

        Assert.NotEqual(await EncryptAsync(keyId, Bytes(16)), await EncryptAsync(keyId, Bytes(16)));
    }

    [Fact]
    public async Task The_data_are_not_in_the_ciphertext()
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(64));

        Assert.Equal(-1, ciphertext.AsSpan().IndexOf(Bytes(64).AsSpan(0, 16)));
    }

    [Fact]
    public async Task The_key_may_be_named_on_decryption()
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(5));

        Assert.Equal(Bytes(5), (await DecryptAsync(ciphertext, keyId: keyId)).Take());
    }

    [Fact]
    public async Task Another_key_than_the_ciphertexts_is_refused()
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(5));
        Guid other = await CreateIdAsync();

        (await DecryptAsync(ciphertext, keyId: other)).FailsWith(Status.CiphertextInvalid);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_not_found()
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(5));

        (await DecryptAsync(ciphertext, keyId: Guid.NewGuid())).FailsWith(Status.KeyNotFound);
    }

    [Fact]
    public async Task Data_are_not_a_data_key_nor_a_data_key_data()
    {
        Guid keyId = await CreateIdAsync();
        byte[] data = await EncryptAsync(keyId, Bytes(32));
        byte[] dataKey = (await Crypto.EncryptDataKeyAsync(keyId, Bytes(32), NoAad)).Take();

        (await Crypto.DecryptDataKeyAsync(keyId, data, 32, NoAad)).FailsWith(Status.CiphertextInvalid);
        (await DecryptAsync(dataKey)).FailsWith(Status.CiphertextInvalid);
        (await DecryptAsync(dataKey, keyId: keyId)).FailsWith(Status.CiphertextInvalid);
    }

    [Theory]
    [InlineData(KeyState.Disabled, Status.KeyDisabled)]
    [InlineData(KeyState.PendingDeletion, Status.KeyPendingDeletion)]
    public async Task A_ciphertext_of_a_key_that_is_not_enabled_says_so(KeyState state, Status expected)
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(5));
        _ = state == KeyState.Disabled ? await Keys.DisableAsync(Call(), keyId) : await Keys.ScheduleDeletionAsync(Call(), keyId, 7);

        (await DecryptAsync(ciphertext)).FailsWith(expected);
    }
}
