using System.Runtime.InteropServices;
using Dew.Core.Kms;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class DataKeyTests : KmsTest
{
    [Theory]
    [InlineData(8)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(264)]
    [InlineData(512)]
    [InlineData(8192)]
    public async Task A_data_key_has_the_bits_asked_for_and_comes_back(int bits)
    {
        Guid keyId = await CreateIdAsync();

        (byte[] plain, byte[] encrypted) = (await Crypto.CreateDataKeyAsync(keyId, bits, NoAad)).Take();

        Assert.Equal(bits / 8, plain.Length);
        Assert.Equal(plain, (await Crypto.DecryptDataKeyAsync(keyId, encrypted, bits / 8, NoAad)).Take());
    }

    [Fact]
    public async Task Data_keys_are_random()
    {
        Guid keyId = await CreateIdAsync();

        (byte[] first, _) = (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();
        (byte[] second, _) = (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();

        Assert.NotEqual(first, second);
        Assert.NotEqual(new byte[32], first);
    }

    [Fact]
    public async Task A_data_key_is_made_and_encrypted_in_one_visit_to_the_HSM()
    {
        Guid keyId = await CreateIdAsync();

        (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();

        Assert.Equal(1, Provider.Runs);
    }

    [Theory]
    [InlineData(0, Status.DataKeyLengthInvalid)]
    [InlineData(7, Status.DataKeyLengthInvalid)]
    [InlineData(-8, Status.DataKeyLengthInvalid)]
    [InlineData(8200, Status.DataKeyLengthInvalid)]
    [InlineData(int.MinValue, Status.DataKeyLengthInvalid)]
    [InlineData(int.MaxValue, Status.DataKeyLengthInvalid)]
    [InlineData(9, Status.DataKeyLengthNotMultiple)]
    [InlineData(257, Status.DataKeyLengthNotMultiple)]
    [InlineData(8191, Status.DataKeyLengthNotMultiple)]
    public async Task Another_number_of_bits_is_refused(int bits, Status expected) =>
        (await Crypto.CreateDataKeyAsync(await CreateIdAsync(), bits, NoAad)).FailsWith(expected);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(1024)]
    public async Task A_data_key_of_the_client_is_encrypted_and_comes_back(int length)
    {
        Guid keyId = await CreateIdAsync();

        byte[] encrypted = (await Crypto.EncryptDataKeyAsync(keyId, Bytes(length), NoAad)).Take();

        Assert.Equal(Bytes(length), (await Crypto.DecryptDataKeyAsync(keyId, encrypted, length, NoAad)).Take());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public async Task A_data_key_of_another_length_is_not_encrypted(int length) =>
        (await Crypto.EncryptDataKeyAsync(await CreateIdAsync(), Bytes(length), NoAad)).FailsWith(Status.DataKeyLengthInvalid);

    [Fact]
    public async Task A_data_key_whose_bits_do_not_fit_a_number_is_refused_like_any_that_is_too_long()
    {
        Guid keyId = await CreateIdAsync();

        (await EncryptHugeAsync(keyId)).FailsWith(Status.DataKeyLengthInvalid);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task Decrypting_with_another_length_than_the_data_key_has_is_refused(int length)
    {
        Guid keyId = await CreateIdAsync();
        (_, byte[] encrypted) = (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();

        (await Crypto.DecryptDataKeyAsync(keyId, encrypted, length, NoAad)).FailsWith(Status.DataKeyCiphertextLengthMismatch);
    }

    [Fact]
    public async Task A_data_key_is_decrypted_by_its_own_key_only()
    {
        Guid keyId = await CreateIdAsync();
        Guid other = await CreateIdAsync();
        (_, byte[] encrypted) = (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();

        (await Crypto.DecryptDataKeyAsync(other, encrypted, 32, NoAad)).FailsWith(Status.CiphertextInvalid);
    }

    [Fact]
    public async Task A_data_key_is_zeroed_when_it_is_disposed()
    {
        Guid keyId = await CreateIdAsync();
        DataKey dataKey = (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Ok();
        SoftwareSlot slot = Provider.LastSlot!;
        Assert.False(slot.IsZero);

        dataKey.Dispose();

        Assert.True(slot.IsZero);
    }

    private ValueTask<Outcome<Ciphertext>> EncryptHugeAsync(Guid keyId)
    {
        byte one = 1;
        return Crypto.EncryptDataKeyAsync(keyId, MemoryMarshal.CreateReadOnlySpan(ref one, (int.MaxValue / 8) + 1), NoAad);
    }
}
