using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

public abstract class KeyContract(ModuleFixture module)
{
    [Theory]
    [InlineData(KeySpec.Aes256, CryptoOperation.Seal)]
    [InlineData(KeySpec.EcP256, CryptoOperation.SignEcdsa)]
    [InlineData(KeySpec.Rsa2048, CryptoOperation.SignPss)]
    [InlineData(KeySpec.Hmac256, CryptoOperation.Mac)]
    public async Task Damaged_material_is_named_as_such(KeySpec spec, CryptoOperation operation)
    {
        KeyVersionRecord record = await TestKeys.GenerateAsync(module.Provider, spec);
        byte[] damaged = record.WrappedMaterial.ToArray();
        damaged[^1] ^= 1;
        foreach (byte[] material in (byte[][])[damaged, damaged[..^8], damaged[..8], damaged[..1], []])
        {
            KeyHandle key = module.Provider.Bind(record with { WrappedMaterial = material });
            (Status status, byte[] output) = await Slot.TryAsync(module.Provider, operation, key, new byte[32], hash: HashName.Sha256);
            Assert.True(status == Status.StoreDamaged, $"{material.Length} bytes: {status} ({module.Provider.Health.LastError})");
            Assert.Empty(output);
        }

        Assert.Equal(0, module.Provider.Health.Reconnects);
    }

    [Fact]
    public async Task Material_of_an_unknown_root_is_named_as_damaged()
    {
        KeyVersionRecord record = await TestKeys.GenerateAsync(module.Provider, KeySpec.Aes256);
        KeyHandle key = module.Provider.Bind(record with { RootGeneration = 7 });
        Assert.Equal((Status.StoreDamaged, []), await Slot.TryAsync(module.Provider, CryptoOperation.Seal, key, [1]));
    }

    [Fact]
    public async Task An_unloaded_key_loads_again()
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        byte[] sealedText = await Slot.RunAsync(module.Provider, CryptoOperation.Seal, key, [1, 2, 3]);
        int loaded = module.Provider.Health.LoadedKeys;

        module.Provider.Unload(key);
        Assert.Equal(loaded - 1, module.Provider.Health.LoadedKeys);
        module.Provider.Unload(key);

        Assert.Equal([1, 2, 3], await Slot.RunAsync(module.Provider, CryptoOperation.Open, key, sealedText));
    }

    [Fact]
    public async Task More_keys_than_fit_are_served_and_each_answer_belongs_to_its_request()
    {
        using HsmProvider provider = ModuleFixture.Connect(module.Options with { LoadedKeyCapacity = 16, MaxLostLanes = 2, Lanes = 4, KnownProfile = module.Provider.Profile });
        var keys = new KeyHandle[60];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        }

        await Task.WhenAll(Enumerable.Range(0, 12).Select(caller => Task.Run(async () =>
        {
            var random = new SplitMix((ulong)caller);
            for (int n = 0; n < 200; n++)
            {
                byte[] text = BitConverter.GetBytes((caller * 1000) + n);
                KeyHandle key = keys[random.Next(keys.Length)];
                byte[] sealedText = await Slot.RunAsync(provider, CryptoOperation.Seal, key, text);
                Assert.Equal(text, await Slot.RunAsync(provider, CryptoOperation.Open, key, sealedText));
            }
        })));
        Assert.InRange(provider.Health.LoadedKeys, 1, 16);
        Assert.Equal(0, provider.Health.Reconnects);
    }

    [Fact]
    public async Task A_kind_the_module_lacks_is_refused_in_words()
    {
        Dew.Core.Outcome<GeneratedKey> outcome = await module.Provider.GenerateKeyAsync((KeySpec)15);
        Assert.Equal(Status.KeySpecInvalid, outcome.Status);
        Assert.NotEmpty(outcome.Message);
    }

    [Fact]
    public async Task Generating_a_large_key_does_not_hold_up_data()
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        Task<Dew.Core.Outcome<GeneratedKey>> generating = module.Provider.GenerateKeyAsync(KeySpec.Rsa4096).AsTask();
        int served = 0;
        while (!generating.IsCompleted)
        {
            await Slot.RunAsync(module.Provider, CryptoOperation.Seal, key, [1]);
            served++;
        }

        Assert.True((await generating).IsOk);
        Assert.True(served > 20, $"only {served} operations beside the generation");
    }

    [Fact]
    public void The_store_key_is_sealed_and_opened()
    {
        byte[] storeKey = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];
        byte[] sealedKey = module.Provider.SealStoreKey(storeKey, out uint generation);
        byte[] opened = new byte[32];
        module.Provider.OpenStoreKey(sealedKey, generation, opened);
        Assert.Equal(storeKey, opened);
        Assert.Equal(1u, generation);

        sealedKey[20] ^= 1;
        Assert.Contains("damaged", Assert.Throws<HsmException>(() => module.Provider.OpenStoreKey(sealedKey, 1, opened)).Message, StringComparison.Ordinal);
        Assert.Contains("dew-store-9", Assert.Throws<HsmException>(() => module.Provider.OpenStoreKey(sealedKey, 9, opened)).Message, StringComparison.Ordinal);
        Assert.Throws<HsmException>(() => module.Provider.OpenStoreKey(sealedKey.AsSpan(1), 1, opened));
    }
}
