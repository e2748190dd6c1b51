using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

public abstract class GcmContract(ModuleFixture module)
{
    private const int Overhead = CryptoSlot.NonceSize + CryptoSlot.TagSize;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(32, 16)]
    [InlineData(4096, 124)]
    [InlineData(CryptoSlot.BufferSize - Overhead, CryptoSlot.AdditionalDataSize)]
    public async Task What_was_sealed_opens(int length, int additionalLength)
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        byte[] text = RandomNumberGenerator.GetBytes(length);
        byte[] additional = RandomNumberGenerator.GetBytes(additionalLength);

        byte[] sealedText = await Slot.RunAsync(module.Provider, CryptoOperation.Seal, key, text, additional);
        Assert.Equal(length + Overhead, sealedText.Length);
        Assert.Equal(text, await Slot.RunAsync(module.Provider, CryptoOperation.Open, key, sealedText, additional));
    }

    [Fact]
    public async Task What_the_hsm_seals_opens_elsewhere()
    {
        byte[] material = RandomNumberGenerator.GetBytes(32);
        KeyHandle key = TestKeys.Import(module.Provider, KeySpec.Aes256, material);
        byte[] text = "sealed in the HSM"u8.ToArray();
        byte[] additional = "with this beside it"u8.ToArray();

        byte[] sealedText = await Slot.RunAsync(module.Provider, CryptoOperation.Seal, key, text, additional);

        using var aes = new AesGcm(material, CryptoSlot.TagSize);
        byte[] opened = new byte[text.Length];
        aes.Decrypt(sealedText.AsSpan(0, 12), sealedText.AsSpan(Overhead), sealedText.AsSpan(12, 16), opened, additional);
        Assert.Equal(text, opened);
    }

    [Fact]
    public async Task A_data_key_is_made_and_sealed_in_one_visit()
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        using CryptoSlot slot = module.Provider.Rent();
        byte[] header = "what follows the data key"u8.ToArray();
        slot.InputLength = 32 + header.Length;
        header.CopyTo(slot.Input[32..]);
        slot.RandomLength = 32;

        Assert.Equal(Status.Ok, await slot.RunAsync(CryptoOperation.SealRandom, key));

        byte[] text = slot.Input.ToArray();
        Assert.NotEqual(new byte[32], text[..32]);
        Assert.Equal(header, text[32..]);
        Assert.Equal(text, await Slot.RunAsync(module.Provider, CryptoOperation.Open, key, slot.Output.ToArray()));
    }

    [Fact]
    public async Task Any_damage_gives_the_same_status_and_no_output()
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        byte[] additional = [1, 2, 3];
        byte[] sealedText = await Slot.RunAsync(module.Provider, CryptoOperation.Seal, key, new byte[40], additional);
        for (int i = 0; i < sealedText.Length; i++)
        {
            byte[] damaged = [.. sealedText];
            damaged[i] ^= 0x10;
            Assert.Equal((Status.CiphertextInvalid, []), await Slot.TryAsync(module.Provider, CryptoOperation.Open, key, damaged, additional));
        }

        Assert.Equal((Status.CiphertextInvalid, []), await Slot.TryAsync(module.Provider, CryptoOperation.Open, key, sealedText, [1, 2, 4]));
        Assert.Equal((Status.CiphertextInvalid, []), await Slot.TryAsync(module.Provider, CryptoOperation.Open, key, sealedText[..^1], additional));
        Assert.Equal((Status.CiphertextInvalid, []), await Slot.TryAsync(module.Provider, CryptoOperation.Open, key, sealedText[..27], additional));
        Assert.Equal((Status.CiphertextInvalid, []), await Slot.TryAsync(module.Provider, CryptoOperation.Open, key, [], additional));
        Assert.Equal(0, module.Provider.Health.Reconnects);
    }

    [Fact]
    public async Task Another_key_does_not_open_it()
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        KeyHandle other = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        byte[] sealedText = await Slot.RunAsync(module.Provider, CryptoOperation.Seal, key, new byte[16]);
        Assert.Equal((Status.CiphertextInvalid, []), await Slot.TryAsync(module.Provider, CryptoOperation.Open, other, sealedText));
    }

    [Fact]
    public async Task Nonces_do_not_repeat_over_keys_and_callers()
    {
        KeyHandle[] keys = [await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256), await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256)];
        var seen = new HashSet<string>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            for (int n = 0; n < 500; n++)
            {
                byte[] sealedText = await Slot.RunAsync(module.Provider, CryptoOperation.Seal, keys[i % 2], [1]);
                lock (seen)
                {
                    Assert.True(seen.Add(Convert.ToHexString(sealedText, 0, 12)));
                }
            }
        }));
    }

    [Fact]
    public async Task Random_bytes_fill_the_output()
    {
        byte[] random = await Slot.RunAsync(module.Provider, CryptoOperation.Random, null, new byte[CryptoSlot.BufferSize]);
        Assert.Equal(CryptoSlot.BufferSize, random.Length);
        Assert.InRange(random.Distinct().Count(), 250, 256);
        Assert.NotEqual(random, await Slot.RunAsync(module.Provider, CryptoOperation.Random, null, new byte[CryptoSlot.BufferSize]));
    }
}
