using System.Security.Cryptography;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Dew.Testing;
using Xunit;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

/// <summary>The connection fails under requests in flight; they are answered within their deadline and service resumes by itself.</summary>
[Collection(ModuleCollections.Faulty)]
public sealed class ReconnectTests(FaultyFixture module)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Deadline, the watchdog's period, and a machine that is busy with other things.</summary>
    private static readonly TimeSpan s_longestAnswer = FaultyFixture.Deadline + TimeSpan.FromMilliseconds(900);

    [Theory]
    [InlineData("C_Encrypt", 0x30)]      // CKR_DEVICE_ERROR
    [InlineData("C_Encrypt", 0x31)]      // CKR_DEVICE_MEMORY
    [InlineData("C_Encrypt", 0x32)]      // CKR_DEVICE_REMOVED
    [InlineData("C_EncryptInit", 0xE0)]  // CKR_TOKEN_NOT_PRESENT
    [InlineData("C_EncryptInit", 0xB0)]  // CKR_SESSION_CLOSED
    [InlineData("C_EncryptInit", 0xB3)]  // CKR_SESSION_HANDLE_INVALID
    [InlineData("C_EncryptInit", 0x101)] // CKR_USER_NOT_LOGGED_IN
    [InlineData("C_EncryptInit", 0x82)]  // CKR_OBJECT_HANDLE_INVALID
    [InlineData("C_EncryptInit", 0x60)]  // CKR_KEY_HANDLE_INVALID
    [InlineData("C_EncryptInit", 0x190)] // CKR_CRYPTOKI_NOT_INITIALIZED
    [InlineData("C_UnwrapKey", 0x30)]
    public async Task One_failing_call_means_one_reconnect_and_no_failed_request(string function, ulong rv)
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        module.Control.Fail(function, rv, times: 1, skip: function == "C_UnwrapKey" ? 0u : 50);

        var load = new Load(provider, key, callers: 8);
        Assert.True(await Eventually.IsTrueAsync(() => provider.Health.Reconnects == 1 && load.Count(Status.Ok) > 500), load.Outcomes);
        await load.StopAsync();

        Assert.Equal(load.Total, load.Count(Status.Ok));
        Assert.True(load.Slowest < s_longestAnswer, $"{load.Slowest}");
        Assert.Equal(1, provider.Health.Reconnects);
        Assert.Equal(HsmState.Connected, provider.Health.State);
        Assert.Equal(CkrName.Of((nuint)rv), provider.Health.LastError);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xE0)]
    [InlineData(0x30)]
    public async Task A_token_that_goes_and_comes_back_is_served_again(ulong goneRv)
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        var load = new Load(provider, key, callers: 8);
        await Eventually.IsTrueAsync(() => load.Count(Status.Ok) > 200);

        module.Control.RemoveToken(goneRv);
        Assert.True(await Eventually.IsTrueAsync(() => provider.Health.State == HsmState.Reconnecting));
        Assert.True(await Eventually.IsTrueAsync(() => load.Count(Status.HsmTimeout) > 8), load.Outcomes);

        module.Control.InsertToken();
        int before = load.Count(Status.Ok);
        Assert.True(await Eventually.IsTrueAsync(() => load.Count(Status.Ok) > before + 200), load.Outcomes);
        await load.StopAsync();
        Assert.True(load.Slowest < s_longestAnswer, $"{load.Slowest}");
        Assert.Equal(load.Total, load.Count(Status.Ok) + load.Count(Status.HsmTimeout));
        Assert.Equal(HsmState.Connected, provider.Health.State);
        Assert.Equal(0, provider.Health.LostLanes);
    }

    [Fact]
    public async Task Token_keys_sign_again_after_the_token_was_away()
    {
        using HsmProvider provider = module.ConnectShort();
        byte[] digest = SHA256.HashData("signed by the token"u8);
        byte[] publicKey = provider.PublicKey(TokenKey.Audit).ToArray();
        module.Control.RemoveToken();
        Assert.Equal(Status.HsmTimeout, (await provider.SignAsync(TokenKey.Audit, digest)).Status);
        Assert.Equal(publicKey, provider.PublicKey(TokenKey.Audit).ToArray());

        module.Control.InsertToken();
        Assert.True(await Eventually.IsTrueAsync(() => provider.Health.State == HsmState.Connected));
        Assert.True(TokenKeyContract.Verifies(provider, TokenKey.Audit, (await provider.SignAsync(TokenKey.Audit, digest)).Value));
        Assert.Equal(publicKey, provider.PublicKey(TokenKey.Audit).ToArray());
    }

    [Theory]
    [InlineData("C_SignInit", 0x60)] // CKR_KEY_HANDLE_INVALID
    [InlineData("C_Sign", 0x30)]     // CKR_DEVICE_ERROR
    public async Task A_token_key_signs_in_spite_of_one_lost_connection(string function, ulong rv)
    {
        using HsmProvider provider = module.ConnectShort(static o => o with { Deadline = TimeSpan.FromSeconds(5) });
        module.Control.Fail(function, rv);
        byte[] signature = (await provider.SignAsync(TokenKey.Audit, SHA256.HashData("signed by the token"u8))).Value;
        Assert.True(TokenKeyContract.Verifies(provider, TokenKey.Audit, signature));
        Assert.True(await Eventually.IsTrueAsync(() => provider.Health.Reconnects == 1));
    }

    [Fact]
    public async Task A_module_that_was_finalised_behind_our_back_is_initialised_again()
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        byte[] sealedText = await Slot.RunAsync(provider, CryptoOperation.Seal, key, [7]);
        FinaliseModule(provider);
        Assert.Equal([7], await Slot.RunAsync(provider, CryptoOperation.Open, key, sealedText));
        Assert.True((await provider.GenerateKeyAsync(KeySpec.EcP256)).IsOk);
    }

    [Fact]
    public async Task An_error_that_follows_a_request_around_is_answered_as_failed()
    {
        using HsmProvider provider = module.ConnectShort(static o => o with { Deadline = TimeSpan.FromSeconds(5) });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        module.Control.Fail("C_Encrypt", 0x30, times: Pkcs11ShimControl.ForEver);
        Assert.Equal((Status.HsmFailed, []), await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1]));

        module.Control.Reset();
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
    }

    [Theory]
    [InlineData("C_EncryptInit", 0x90)] // CKR_OPERATION_ACTIVE: a new session for the lane is enough
    public async Task A_stuck_operation_costs_a_session_not_the_connection(string function, ulong rv)
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        module.Control.Fail(function, rv);
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.Equal(0, provider.Health.Reconnects);
    }

    [Fact]
    public async Task An_error_of_the_operation_alone_does_not_cost_the_connection()
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        module.Control.Fail("C_Encrypt", 0x06);
        Assert.Equal(Status.HsmFailed, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.Equal("CKR_FUNCTION_FAILED", provider.Health.LastError);
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.Equal(0, provider.Health.Reconnects);
    }

    [Fact]
    public async Task A_pin_that_is_refused_on_the_way_back_is_not_tried_again()
    {
        using HsmProvider provider = module.ConnectShort();
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        module.Control.Fail("C_Login", 0xA0, times: Pkcs11ShimControl.ForEver);
        module.Control.Fail("C_EncryptInit", 0x101);
        ulong logins = module.Control.Calls("C_Login");

        Assert.Equal(Status.HsmTimeout, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.Contains("CKR_PIN_INCORRECT", await provider.Fatal.WaitAsync(s_patience, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(logins + 1, module.Control.Calls("C_Login"));
        Assert.Equal(HsmState.Failed, provider.Health.State);
    }

    [Fact]
    public void Connecting_without_the_token_fails_in_words()
    {
        module.ConnectShort().Dispose();
        module.Control.RemoveToken();
        HsmException refused = Assert.Throws<HsmException>(() => ModuleFixture.Connect(module.Options));
        Assert.Contains(module.Options.TokenLabel, refused.Message, StringComparison.Ordinal);
        module.Control.InsertToken();
    }

    [Fact]
    public async Task Under_a_session_ceiling_fewer_lanes_do_the_work()
    {
        module.Control.Reset();
        module.ConnectShort().Dispose();
        module.Control.SessionCap = 4;
        using HsmProvider provider = ModuleFixture.Connect(module.Options with { Lanes = 8 });
        KeyHandle key = await TestKeys.BindNewAsync(provider, KeySpec.Aes256);
        var load = new Load(provider, key, callers: 16);
        Assert.True(await Eventually.IsTrueAsync(() => load.Count(Status.Ok) > 1000), load.Outcomes);
        await load.StopAsync();
        Assert.Equal(load.Total, load.Count(Status.Ok));
        Assert.InRange(provider.Health.Lanes, 1, 2);
        Assert.True((await provider.GenerateKeyAsync(KeySpec.EcP256)).IsOk);

        module.Control.Fail("C_Encrypt", 0x30);
        Assert.Equal(Status.Ok, (await Slot.TryAsync(provider, CryptoOperation.Seal, key, [1])).Status);
        Assert.True((await provider.GenerateKeyAsync(KeySpec.EcP256)).IsOk);
    }

    private static unsafe void FinaliseModule(HsmProvider provider) =>
        Assert.Equal(Status.Ok, provider.Call(static lane => lane.Functions->C_Finalize(null) == 0 ? CallResult.Ok(0) : CallResult.Failed(5)));
}
