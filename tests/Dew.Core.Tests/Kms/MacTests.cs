using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class MacTests : KmsTest
{
    public static TheoryData<KeySpec, HashName> Algorithms() => new()
    {
        { KeySpec.Hmac256, HashName.Sha256 }, { KeySpec.Hmac384, HashName.Sha384 }, { KeySpec.Hmac512, HashName.Sha512 },
    };

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_MAC_is_the_HMAC_of_the_message_in_full_length(KeySpec spec, HashName hash)
    {
        Guid keyId = await CreateIdAsync(spec);
        byte[] key = Store.FindVersion(keyId, 1)!.WrappedMaterial.ToArray();

        byte[] mac = (await Crypto.GenerateMacAsync(keyId, Bytes(100), hash)).Take();

        Assert.Equal(CryptographicOperations.HmacData(new HashAlgorithmName(hash.ToString().ToUpperInvariant()), key, Bytes(100)), mac);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_MAC_is_verified(KeySpec spec, HashName hash)
    {
        Guid keyId = await CreateIdAsync(spec);
        byte[] mac = (await Crypto.GenerateMacAsync(keyId, Bytes(100), hash)).Take();

        Assert.True((await Crypto.VerifyMacAsync(keyId, Bytes(100), mac, hash)).Ok());
        Assert.False((await Crypto.VerifyMacAsync(keyId, Bytes(99), mac, hash)).Ok());
    }

    [Fact]
    public async Task A_MAC_with_any_bit_flipped_is_not_valid()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Hmac256);
        byte[] mac = (await Crypto.GenerateMacAsync(keyId, Bytes(10), HashName.Sha256)).Take();
        for (int bit = 0; bit < mac.Length * 8; bit++)
        {
            byte[] flipped = [.. mac];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False((await Crypto.VerifyMacAsync(keyId, Bytes(10), flipped, HashName.Sha256)).Ok());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(31)]
    public async Task A_shortened_MAC_is_not_valid(int length)
    {
        Guid keyId = await CreateIdAsync(KeySpec.Hmac256);
        byte[] mac = (await Crypto.GenerateMacAsync(keyId, Bytes(10), HashName.Sha256)).Take();

        Assert.False((await Crypto.VerifyMacAsync(keyId, Bytes(10), mac.AsMemory(0, length), HashName.Sha256)).Ok());
    }

    [Fact]
    public async Task A_lengthened_MAC_is_not_valid()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Hmac256);
        byte[] mac = (await Crypto.GenerateMacAsync(keyId, Bytes(10), HashName.Sha256)).Take();

        Assert.False((await Crypto.VerifyMacAsync(keyId, Bytes(10), (byte[])[.. mac, 0], HashName.Sha256)).Ok());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public async Task A_message_of_allowed_length_is_taken(int length) =>
        Assert.Equal(32, (await Crypto.GenerateMacAsync(await CreateIdAsync(KeySpec.Hmac256), Bytes(length), HashName.Sha256)).Take().Length);

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    [InlineData(10_000)]
    public async Task A_message_of_another_length_is_refused(int length)
    {
        Guid keyId = await CreateIdAsync(KeySpec.Hmac256);

        (await Crypto.GenerateMacAsync(keyId, Bytes(length), HashName.Sha256)).FailsWith(Status.ParameterInvalid);
        (await Crypto.VerifyMacAsync(keyId, Bytes(length), Bytes(32), HashName.Sha256)).FailsWith(Status.ParameterInvalid);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Only_the_hash_of_the_key_is_taken(KeySpec spec, HashName own)
    {
        Guid keyId = await CreateIdAsync(spec);
        foreach (HashName hash in Enum.GetValues<HashName>().Where(h => h != own))
        {
            (await Crypto.GenerateMacAsync(keyId, Bytes(10), hash)).FailsWith(Status.AlgorithmUnsupportedByKey);
        }
    }
}
