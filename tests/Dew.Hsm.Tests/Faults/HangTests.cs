using System.Diagnostics;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

/// <summary>Calls into the module that do not return.</summary>
[Collection(ModuleCollections.Faulty)]
public sealed class HangTests(FaultyFixture module)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestAnswer = FaultyFixture.Deadline + TimeSpan.FromMilliseconds(900);

    [Fact]
    public async Task A_hanging_call_is_told_in_time_and_another_lane_takes_over()
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        await Slot.RunAsync(provider, CryptoOperation.Seal, key, [1]);
        ulong sessions = module.Control.OpenSessions;

        module.Control.Hang("C_Encrypt", times: 1);
        using CryptoSlot slot = provider.Rent();
        slot.SetInput(new byte[100]);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(Status.HsmTimeout, await slot.RunAsync(CryptoOperation.Seal, key));
        Assert.InRange(Stopwatch.GetElapsedTime(start), FaultyFixture.Deadline / 2, s_longestAnswer);
        Assert.True(slot.Output.IsEmpty);

        Assert.True(await Eventually.IsTrueAsync(() => provider.Health is { LostLanes: 1, Lanes: 2 }));

        // The same slot works on, with other buffers than those the hung call may write to.
        slot.SetInput([42]);
        Assert.Equal(Status.Ok, await slot.RunAsync(CryptoOperation.Seal, key));
        byte[] sealedText = slot.Output.ToArray();

        module.Control.ReleaseHanging();
        Assert.True(await Eventually.IsTrueAsync(() => module.Control.OpenSessions == sessions), $"{module.Control.OpenSessions} sessions, before {sessions}");
        Assert.Equal(sealedText, slot.Output.ToArray());
        Assert.Equal([42], await Slot.RunAsync(provider, CryptoOperation.Open, key, sealedText));
        Assert.Equal(0, provider.Health.Reconnects);
        Assert.False(provider.Fatal.IsCompleted);
    }

    [Fact]
    public async Task What_waits_behind_hanging_calls_is_told_in_time_too()
    {
        using HsmProvider provider = module.ConnectShort(static o => o with { MaxLostLanes = 20 });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        await Slot.RunAsync(provider, CryptoOperation.Seal, key, [1]);
        module.Control.Hang("C_Encrypt", times: 2);

        long start = Stopwatch.GetTimestamp();
        (Status Status, byte[])[] answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])));
        Assert.True(Stopwatch.GetElapsedTime(start) < s_longestAnswer);
        Assert.True(answers.Count(static a => a.Status == Status.HsmTimeout) >= 2);
        Assert.All(answers, static a => Assert.True(a.Status is Status.Ok or Status.HsmTimeout));

        Assert.True(await Eventually.IsTrueAsync(() => provider.Health.Lanes == 2));
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        module.Control.ReleaseHanging();
    }

    [Fact]
    public async Task One_lost_lane_too_many_is_declared_fatal()
    {
        using HsmProvider provider = module.ConnectShort(static o => o with { MaxLostLanes = 2 });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        module.Control.Hang("C_Encrypt");
        var load = new Load(provider, key, callers: 4);
        string reason = await provider.Fatal.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.Contains("did not return", reason, StringComparison.Ordinal);
        Assert.Equal(HsmState.Failed, provider.Health.State);
        Assert.Equal(0, load.Count(Status.Ok));
        module.Control.ReleaseHanging();
        await load.StopAsync();
    }

    [Fact]
    public async Task A_hanging_generation_does_not_touch_data()
    {
        using HsmProvider provider = module.ConnectShort(static o => o with { GenerateDeadline = FaultyFixture.Deadline });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        module.Control.Hang("C_GenerateKeyPair", times: 1);
        Task<Dew.Core.Outcome<GeneratedKey>> generating = provider.GenerateKeyAsync(KeySpec.EcP256).AsTask();
        var load = new Load(provider, key, callers: 4);
        Assert.Equal(Status.HsmTimeout, (await generating.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Status);
        Assert.True((await provider.GenerateKeyAsync(KeySpec.EcP256)).IsOk);
        await load.StopAsync();
        Assert.Equal(load.Total, load.Count(Status.Ok));
        module.Control.ReleaseHanging();
    }

    [Fact]
    public async Task A_load_that_hangs_takes_the_owner_along_and_keys_load_again()
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle warm = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        KeyHandle cold = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        byte[] sealedText = await Slot.RunAsync(provider, CryptoOperation.Seal, warm, [9]);
        module.Control.Hang("C_UnwrapKey", times: 1);
        Assert.Equal(Status.HsmTimeout, (await Slot.TryAsync(provider, CryptoOperation.Seal, cold, [1])).Status);
        Assert.True(await Eventually.IsTrueAsync(() => provider.Health is { Reconnects: 1, State: HsmState.Connected }));
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, cold, [1])).Status);
        Assert.Equal([9], await Slot.RunAsync(provider, CryptoOperation.Open, warm, sealedText));

        module.Control.ReleaseHanging();
        Assert.True(await Eventually.IsTrueAsync(() => module.Control.Hanging("C_UnwrapKey") == 0));
        Assert.Equal([9], await Slot.RunAsync(provider, CryptoOperation.Open, warm, sealedText));
    }

    [Fact]
    public async Task A_hang_and_a_lost_token_together_are_survived()
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        await Slot.RunAsync(provider, CryptoOperation.Seal, key, [1]);
        ulong finalised = module.Control.Calls("C_Finalize");
        module.Control.Hang("C_Encrypt", times: 1);
        Task<(Status Status, byte[])> hanging = Slot.TryAsync(provider, CryptoOperation.Seal, key, [1]);
        Assert.True(await Eventually.IsTrueAsync(() => module.Control.Hanging("C_Encrypt") == 1));
        module.Control.RemoveToken();
        Assert.Equal(Status.HsmTimeout, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.Equal(Status.HsmTimeout, (await hanging).Status);
        module.Control.InsertToken();
        Assert.True(await Eventually.IsTrueAsync(() => provider.Health.State == HsmState.Connected));
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);

        // Never C_Finalize under a call that is still inside.
        Assert.Equal(finalised, module.Control.Calls("C_Finalize"));
        module.Control.ReleaseHanging();
    }

    [Fact]
    public async Task A_connector_that_hangs_is_replaced()
    {
        using HsmProvider provider = module.ConnectShort(static o => o with { GenerateDeadline = FaultyFixture.Deadline });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        await Slot.RunAsync(provider, CryptoOperation.Seal, key, [1]);
        module.Control.Hang("C_Login", times: 1);
        module.Control.Fail("C_EncryptInit", 0x32);
        Assert.Equal(Status.HsmTimeout, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.True(await Eventually.IsTrueAsync(() => provider.Health is { State: HsmState.Connected, LostLanes: 1 }), $"{provider.Health}");
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        module.Control.ReleaseHanging();
    }

    [Fact]
    public async Task A_full_queue_is_busy_at_once()
    {
        using HsmProvider provider = module.ConnectShort(static o => o with { Lanes = 1, QueueCapacity = 4 });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        await Slot.RunAsync(provider, CryptoOperation.Seal, key, [1]);
        module.Control.Hang("C_Encrypt", times: 1);
        Task<(Status Status, byte[])> hanging = Slot.TryAsync(provider, CryptoOperation.Seal, key, [1]);
        Assert.True(await Eventually.IsTrueAsync(() => module.Control.Hanging("C_Encrypt") == 1));

        Task<(Status Status, byte[])>[] waiting = [.. Enumerable.Range(0, 4).Select(_ => Slot.TryAsync(provider, CryptoOperation.Seal, key, [1]))];
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(Status.HsmBusy, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.True(Stopwatch.GetElapsedTime(start) < FaultyFixture.Deadline / 3);

        module.Control.ReleaseHanging();
        Assert.Equal(Status.Ok, (await hanging).Status);
        Assert.All(await Task.WhenAll(waiting), static a => Assert.Equal(Status.Ok, a.Status));
    }
}
