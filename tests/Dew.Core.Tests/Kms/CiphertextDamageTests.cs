using System.Buffers.Binary;
using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

/// <summary>Whatever is wrong with a ciphertext, the answer is one and the same.</summary>
public sealed class CiphertextDamageTests : KmsTest
{
    private enum Form
    {
        Plain,
        WithText,
        WithContext,
    }

    public static TheoryData<int> Forms() => [(int)Form.Plain, (int)Form.WithText, (int)Form.WithContext];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_flipped_bit_of_data_is_noticed(int form)
    {
        Guid keyId = await CreateIdAsync();
        AdditionalData aad = Aad(form);
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(20), aad);

        await AssertEveryFlipAsync(ciphertext, damaged => DecryptAsync(damaged, aad));
        await AssertEveryFlipAsync(ciphertext, damaged => DecryptAsync(damaged, aad, keyId));
        Assert.Equal(Bytes(20), (await DecryptAsync(ciphertext, aad)).Take());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_flipped_bit_of_a_data_key_is_noticed(int form)
    {
        Guid keyId = await CreateIdAsync();
        AdditionalData aad = Aad(form);
        byte[] ciphertext = (await Crypto.EncryptDataKeyAsync(keyId, Bytes(16), aad)).Take();

        await AssertEveryFlipAsync(ciphertext, damaged => Crypto.DecryptDataKeyAsync(keyId, damaged, 16, aad));
    }

    [Fact]
    public async Task Every_flipped_bit_is_noticed_when_there_are_versions_to_be_mistaken_for()
    {
        Guid keyId = await CreateIdAsync();
        Rotate(keyId);
        Rotate(keyId);
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(20));

        await AssertEveryFlipAsync(ciphertext, damaged => DecryptAsync(damaged));
    }

    [Fact]
    public async Task Every_flipped_bit_of_an_RSA_ciphertext_is_noticed_in_its_first_and_last_byte()
    {
        Guid keyId = await CreateIdAsync(KeySpec.Rsa2048, KeyUsage.EncryptDecrypt);
        byte[] ciphertext = (await Crypto.EncryptAsync(keyId, Bytes(20), EncryptionAlgorithm.RsaOaepSha256, NoAad)).Take();
        foreach (int bit in Enumerable.Range(0, 8).Concat(Enumerable.Range(255 * 8, 8)))
        {
            (await Crypto.DecryptAsync(keyId, Flip(ciphertext, bit), EncryptionAlgorithm.RsaOaepSha256, NoAad)).FailsWith(Status.CiphertextInvalid);
        }
    }

    [Fact]
    public async Task A_ciphertext_cut_to_any_length_is_refused()
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(40));
        for (int length = 0; length < ciphertext.Length; length++)
        {
            AssertInvalid(await DecryptAsync(ciphertext[..length]), length);
        }
    }

    [Fact]
    public async Task A_ciphertext_with_anything_appended_is_refused()
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(40));
        foreach (int more in (int[])[1, 2, 15, 16, 17, 32, 4096, 8192, 100_000])
        {
            AssertInvalid(await DecryptAsync([.. ciphertext, .. new byte[more]]), more);
        }
    }

    [Fact]
    public async Task A_ciphertext_cut_from_its_beginning_is_refused()
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(40));
        for (int cut = 1; cut < ciphertext.Length; cut++)
        {
            AssertInvalid(await DecryptAsync(ciphertext[cut..]), cut);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4097)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task A_header_with_an_impossible_length_is_refused(int length)
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(16));
        BinaryPrimitives.WriteInt32LittleEndian(ciphertext.AsSpan(4), length);

        AssertInvalid(await DecryptAsync(ciphertext), length);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(uint.MaxValue)]
    public async Task A_header_with_a_version_that_is_not_there_is_refused(uint version)
    {
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(16));
        BinaryPrimitives.WriteUInt32LittleEndian(ciphertext.AsSpan(24), version);

        AssertInvalid(await DecryptAsync(ciphertext), 0);
    }

    [Theory]
    [InlineData(KeySpec.Rsa2048)]
    [InlineData(KeySpec.EcP256)]
    [InlineData(KeySpec.Hmac256)]
    public async Task A_header_that_names_a_key_of_another_family_is_refused(KeySpec spec)
    {
        Guid other = await CreateIdAsync(spec);
        byte[] ciphertext = await EncryptAsync(await CreateIdAsync(), Bytes(16));
        other.TryWriteBytes(ciphertext.AsSpan(8), bigEndian: true, out _);

        AssertInvalid(await DecryptAsync(ciphertext), 0);
        Assert.Equal(1, Provider.Runs);
    }

    [Fact]
    public async Task The_parts_of_two_ciphertexts_do_not_make_a_third()
    {
        Guid keyId = await CreateIdAsync();
        byte[] first = await EncryptAsync(keyId, Bytes(32));
        byte[] second = await EncryptAsync(keyId, [.. Bytes(32).Reverse()]);

        AssertInvalid(await DecryptAsync([.. first[..124], .. second[124..]]), 0);
        AssertInvalid(await DecryptAsync([.. first[..108], .. second[108..]]), 0);
    }

    [Fact]
    public async Task The_failure_says_the_same_whatever_the_damage()
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, Bytes(16), Text("a"));

        HashSet<Failure> failures =
        [
            (await DecryptAsync([], Text("a"))).Failure,
            (await DecryptAsync(Flip(ciphertext, 0), Text("a"))).Failure,
            (await DecryptAsync(Flip(ciphertext, 8 * 8), Text("a"))).Failure,
            (await DecryptAsync(Flip(ciphertext, 8 * 124), Text("a"))).Failure,
            (await DecryptAsync(ciphertext, Text("b"))).Failure,
            (await DecryptAsync(ciphertext)).Failure,
            (await Crypto.DecryptDataKeyAsync(keyId, ciphertext, 16, Text("a"))).Failure,
        ];

        Assert.Single(failures);
    }

    private static AdditionalData Aad(int form) => (Form)form switch
    {
        Form.WithText => Text("orders"),
        Form.WithContext => Context(("tenant", "blue"), ("purpose", "backup")),
        _ => NoAad,
    };

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static async Task AssertEveryFlipAsync(byte[] ciphertext, Func<byte[], ValueTask<Outcome<Plaintext>>> decrypt)
    {
        for (int bit = 0; bit < ciphertext.Length * 8; bit++)
        {
            AssertInvalid(await decrypt(Flip(ciphertext, bit)), bit);
        }
    }

    private static void AssertInvalid(Outcome<Plaintext> outcome, int at)
    {
        if (outcome.IsOk)
        {
            outcome.Take();
        }

        Assert.True(outcome.Status == Status.CiphertextInvalid, $"{outcome.Status} at {at}");
    }
}
