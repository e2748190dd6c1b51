using Dew.Core.Kms;
using Dew.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

public abstract class ProviderContract(ModuleFixture module)
{
    [Fact]
    public async Task A_warm_operation_allocates_nothing()
    {
        const int Operations = 100_000;
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        using CryptoSlot slot = module.Provider.Rent();
        await SealManyAsync(slot, key, 20_000);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await SealManyAsync(slot, key, Operations);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        // The whole process is counted, test runner and thread pool too: what is left must not grow with the number of operations.
        Assert.True(allocated < Operations / 4, $"{allocated} bytes for {Operations} operations");
    }

    [Fact]
    public async Task A_caller_that_offers_its_thread_is_served_on_it()
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        using CryptoSlot slot = module.Provider.Rent();
        slot.SetInput([1]);

        Task sealing = CallerThread.Start(_ => SealAsync(slot, key), 0).AsTask();

        Assert.True(sealing.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_caller_that_offers_its_thread_and_then_blocks_for_the_module_is_served_elsewhere()
    {
        KeyHandle key = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        await Slot.RunAsync(module.Provider, CryptoOperation.Seal, key, [1]);
        int loaded = module.Provider.Health.LoadedKeys;

        await CallerThread.Start(
            _ =>
            {
                module.Provider.Unload(key);
                return ValueTask.CompletedTask;
            },
            0);

        Assert.Equal(loaded - 1, module.Provider.Health.LoadedKeys);
    }

    [Fact]
    public void A_known_profile_is_taken_only_for_the_same_module()
    {
        HsmProfile profile = module.Provider.Profile;
        HsmProfile? decoded = HsmProfile.Decode(profile.Encode());
        Assert.Equal(profile.Encode(), decoded!.Encode());
        Assert.Null(HsmProfile.Decode("{}"u8));
        Assert.Null(HsmProfile.Decode([1, 2, 3]));

        HsmProfile other = profile with { ModuleIdentity = "another", SupportedSpecs = [] };
        using HsmProvider provider = ModuleFixture.Connect(module.Options with { KnownProfile = other });
        Assert.Equal(profile.Encode(), provider.Profile.Encode());
    }

    [Fact]
    public void A_token_is_made_once()
    {
        HsmException refused = Assert.Throws<HsmException>(() => ModuleFixture.Initialise(module.Options));
        Assert.Contains("already", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HsmState.Connected, module.Provider.Health.State);
    }

    [Fact]
    public void What_cannot_be_connected_to_is_said_in_words()
    {
        HsmOptions options = module.Options with { ModulePath = "/nowhere/module.so" };
        Assert.Contains("does not exist", Refusal(options), StringComparison.Ordinal);
        Assert.Contains("no PKCS#11 module", Refusal(options with { ModulePath = "/usr/lib/x86_64-linux-gnu/libc.so.6" }), StringComparison.Ordinal);
        HsmOptions impossible = options with { ModulePath = "relative.so", Lanes = -1, TokenLabel = "" };
        string mistakes = Assert.Throws<ArgumentException>(() => ModuleFixture.Connect(impossible)).Message;
        Assert.All([nameof(options.ModulePath), nameof(options.Lanes), nameof(options.TokenLabel)], name => Assert.Contains(name, mistakes, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slot_refuses_what_only_a_defect_can_ask()
    {
        KeyHandle aes = await TestKeys.BindNewAsync(module.Provider, KeySpec.Aes256);
        CryptoSlot slot = module.Provider.Rent();
        slot.InputLength = CryptoSlot.BufferSize;
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await slot.RunAsync(CryptoOperation.Seal, aes));
        await Assert.ThrowsAsync<ArgumentException>(async () => await slot.RunAsync(CryptoOperation.Open, null));
        await Assert.ThrowsAsync<ArgumentException>(async () => await slot.RunAsync(CryptoOperation.SignEcdsa, aes));
        slot.Dispose();
        slot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => slot.InputBuffer.Length);
    }

    [Fact]
    public void A_returned_slot_comes_back_empty()
    {
        using HsmProvider provider = ModuleFixture.Connect(module.Options with { KnownProfile = module.Provider.Profile });
        using (CryptoSlot slot = provider.Rent())
        {
            slot.SetInput([1, 2, 3]);
            slot.SetAdditionalData([4, 5]);
        }

        using CryptoSlot again = provider.Rent();
        Assert.Equal(0, again.InputLength);
        Assert.Equal(0, again.InputBuffer.IndexOfAnyExcept((byte)0) + 1);
        Assert.Equal(0, again.AdditionalDataBuffer.IndexOfAnyExcept((byte)0) + 1);
    }

    [Fact]
    public async Task After_the_end_requests_are_refused()
    {
        HsmProvider provider = ModuleFixture.Connect(module.Options with { KnownProfile = module.Provider.Profile });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        CryptoSlot slot = provider.Rent();
        await provider.DisposeAsync();
        Assert.Equal(Status.HsmFailed, await slot.RunAsync(CryptoOperation.Seal, key));
        Assert.Equal(HsmState.Failed, provider.Health.State);
    }

    private static async ValueTask SealAsync(CryptoSlot slot, KeyHandle key) =>
        Assert.Equal(Status.Ok, await slot.RunAsync(CryptoOperation.Seal, key));

    private static string Refusal(HsmOptions options) =>
        Assert.Throws<HsmException>(() => HsmProvider.Connect(options, ModuleFixture.UserPin(), NullLogger.Instance)).Message;

    private static async Task SealManyAsync(CryptoSlot slot, KeyHandle key, int count)
    {
        for (int i = 0; i < count; i++)
        {
            slot.InputLength = 32;
            slot.RandomLength = 32;
            slot.AdditionalDataLength = 16;
            Status status = await slot.RunAsync(CryptoOperation.SealRandom, key);
            if (status != Status.Ok)
            {
                Assert.Fail($"{status}");
            }
        }
    }
}
