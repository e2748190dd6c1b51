using System.Buffers.Binary;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class KeyVersionTests : KmsTest
{
    [Fact]
    public async Task What_an_old_version_encrypted_is_decrypted()
    {
        Guid keyId = await CreateIdAsync();
        byte[] data = await EncryptAsync(keyId, Bytes(20));
        (byte[] plain, byte[] dataKey) = (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();

        Rotate(keyId);

        Assert.Equal(Bytes(20), (await DecryptAsync(data)).Take());
        Assert.Equal(plain, (await Crypto.DecryptDataKeyAsync(keyId, dataKey, 32, NoAad)).Take());
    }

    [Fact]
    public async Task The_newest_version_encrypts()
    {
        Guid keyId = await CreateIdAsync();
        Rotate(keyId);

        byte[] ciphertext = await EncryptAsync(keyId, Bytes(20));

        Assert.Equal(2u, BinaryPrimitives.ReadUInt32LittleEndian(ciphertext.AsSpan(24)));
        Assert.Equal(Bytes(20), (await DecryptAsync(ciphertext)).Take());
    }

    [Fact]
    public async Task A_ciphertext_relabelled_to_another_version_is_refused()
    {
        Guid keyId = await CreateIdAsync();
        Rotate(keyId);
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(20));
        BinaryPrimitives.WriteUInt32LittleEndian(ciphertext.AsSpan(24), 1);

        (await DecryptAsync(ciphertext)).FailsWith(Status.CiphertextInvalid);
    }

    [Fact]
    public async Task An_old_version_is_bound_once()
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(20));
        Rotate(keyId);
        (await DecryptAsync(ciphertext)).Take();
        int bound = Provider.Bound.Count;

        (await DecryptAsync(ciphertext)).Take();

        Assert.Equal(bound, Provider.Bound.Count);
    }

    [Fact]
    public async Task An_old_version_stays_bound_when_metadata_change()
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(20));
        Rotate(keyId);
        (await DecryptAsync(ciphertext)).Take();
        int bound = Provider.Bound.Count;

        (await Keys.UpdateDescriptionAsync(Call(), keyId, "changed")).Ok();
        (await DecryptAsync(ciphertext)).Take();

        Assert.Equal(bound, Provider.Bound.Count);
    }

    [Fact]
    public async Task A_key_whose_current_version_is_lost_is_damage_of_the_store()
    {
        Guid keyId = await CreateIdAsync();
        Store.LoseVersion(keyId, 1);

        StoreException trouble = await Assert.ThrowsAsync<StoreException>(async () => await Crypto.CreateDataKeyAsync(keyId, 256, NoAad));

        Assert.Equal(Status.StoreDamaged, trouble.Status);
    }
}
