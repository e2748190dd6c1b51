using System.Security.Cryptography;
using System.Text;
using Dew.Client.Tests.Fakes;
using Dew.Protocol.Rest;
using Dew.SecureMemory;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Dew.Client.Tests;

/// <summary>The client over a real Unix socket.</summary>
public sealed class DewClientTests : IAsyncLifetime
{
    private FakeAppliance _appliance = null!;
    private DewClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _appliance = await FakeAppliance.StartAsync();
        _client = new DewClient(_appliance.SocketPath);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _appliance.DisposeAsync();
    }

    [Fact]
    public async Task Health_and_state_are_read()
    {
        await _client.CheckHealthAsync(Cancellation);

        Assert.Equal(FakeAppliance.ProjectId, (await _client.GetStateAsync(Cancellation)).ProjectId);
    }

    [Fact]
    public async Task Deep_examination_is_asked_for_by_query()
    {
        await _client.ExamineAsync(deep: true, Cancellation);

        Assert.Equal(["doctor?deep=true"], _appliance.Operations);
    }

    [Fact]
    public async Task Project_is_asked_for_once()
    {
        string keyId = _appliance.AddKey("a").Details.KeyId;
        await _client.DescribeKeyAsync(keyId, Cancellation);
        await _client.DescribeKeyAsync(keyId, Cancellation);

        Assert.Equal(["state", "describe-key", "describe-key"], _appliance.Operations);
    }

    [Fact]
    public async Task Key_lives_from_creation_to_deletion_and_back()
    {
        CreatedKey key = await _client.CreateKeyAsync(new CreateKeyRequest { KeyAlias = "a", KeySpec = "EC_P256" }, Cancellation);

        Assert.Equal("3", (await _client.DisableKeyAsync(key.KeyId, Cancellation)).KeyState);
        Assert.Equal("2", (await _client.EnableKeyAsync(key.KeyId, Cancellation)).KeyState);
        Assert.Equal("b", (await _client.UpdateKeyAliasAsync(key.KeyId, "b", Cancellation)).KeyAlias);
        Assert.Equal("text", (await _client.UpdateKeyDescriptionAsync(key.KeyId, "text", Cancellation)).KeyDescription);
        Assert.Equal("4", (await _client.ScheduleKeyDeletionAsync(key.KeyId, 7, Cancellation)).KeyState);
        Assert.Equal("3", (await _client.CancelKeyDeletionAsync(key.KeyId, Cancellation)).KeyState);
        Assert.Contains("BEGIN PUBLIC KEY", (await _client.GetPublicKeyAsync(key.KeyId, Cancellation)).PublicKey, StringComparison.Ordinal);
        Assert.Equal("b", (await _client.DescribeKeyAsync(key.KeyId, Cancellation)).KeyAlias);
    }

    [Fact]
    public async Task All_pages_of_keys_are_listed()
    {
        string[] aliases = [.. Enumerable.Range(0, 25).Select(static i => $"key-{i}")];
        Array.ForEach(aliases, alias => _appliance.AddKey(alias));

        List<string> listed = [];
        await foreach (KeyDetails key in _client.ListAllKeysAsync(new ListKeysRequest { Limit = "10" }, Cancellation))
        {
            listed.Add(key.KeyAlias);
        }

        Assert.Equal(aliases, listed);
    }

    [Fact]
    public async Task Marker_that_does_not_advance_ends_the_listing()
    {
        const string SamePage = """{"keys":[],"key_details":[],"next_marker":"5","truncated":"true","total":9}""";
        using var client = new DewClient(new DewClientOptions
        {
            Handler = new ScriptedHandler(ScriptedHandler.Ok(SamePage), ScriptedHandler.Ok(SamePage)),
            ProjectId = "p",
        });

        await Assert.ThrowsAsync<DewException>(async () => await client.FindKeyIdAsync("x", Cancellation));
    }

    [Theory]
    [InlineData("two", "two")]
    [InlineData("alias/two", "two")]
    [InlineData("alias/odd", "alias/odd")]
    [InlineData("alias/both", "both")]
    public async Task Key_is_found_by_alias(string name, string expectedAlias)
    {
        foreach (string alias in (string[])["one", "two", "alias/odd", "alias/both", "both"])
        {
            _appliance.AddKey(alias, "RSA_2048");
        }

        string? keyId = await _client.FindKeyIdAsync(name, Cancellation);

        Assert.Equal(_appliance.Keys.Single(key => key.Details.KeyAlias == expectedAlias).Details.KeyId, keyId);
    }

    [Fact]
    public async Task Key_id_is_not_looked_up()
    {
        const string KeyId = "0EB7573C-fbac-4487-8b6f-144c5c9d77c7";

        Assert.Equal("0eb7573c-fbac-4487-8b6f-144c5c9d77c7", await _client.FindKeyIdAsync(KeyId, Cancellation));
        Assert.Empty(_appliance.Operations);
    }

    [Fact]
    public async Task Unknown_alias_is_null()
    {
        Assert.Null(await _client.FindKeyIdAsync("nobody", Cancellation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(1024)]
    public async Task Data_key_comes_back_from_its_ciphertext(int length)
    {
        string keyId = _appliance.AddKey("a").Details.KeyId;
        using DataKey created = await _client.CreateDataKeyAsync(keyId, length, "aad", Cancellation);

        using SecretBuffer opened = await _client.DecryptDataKeyAsync(keyId, created.Ciphertext, length, "aad", Cancellation);

        Assert.Equal(created.Plaintext.DangerousGetSpan().ToArray(), opened.DangerousGetSpan().ToArray());
    }

    [Fact]
    public async Task Data_key_without_plaintext_can_be_opened_later()
    {
        string keyId = _appliance.AddKey("a").Details.KeyId;
        WrappedDataKey wrapped = await _client.CreateDataKeyWithoutPlaintextAsync(keyId, cancellationToken: Cancellation);

        using SecretBuffer opened = await _client.DecryptDataKeyAsync(wrapped.KeyId, wrapped.Ciphertext, cancellationToken: Cancellation);

        Assert.Equal(32, opened.Length);
    }

    [Fact]
    public async Task Own_data_key_is_wrapped_and_opened()
    {
        string keyId = _appliance.AddKey("a").Details.KeyId;
        using var own = new SecretBuffer(48);
        RandomNumberGenerator.Fill(own.DangerousGetSpan());
        WrappedDataKey wrapped = await _client.EncryptDataKeyAsync(keyId, own, "a\"b", Cancellation);

        using SecretBuffer opened = await _client.DecryptDataKeyAsync(keyId, wrapped.Ciphertext, 48, "a\"b", Cancellation);

        Assert.Equal(own.DangerousGetSpan().ToArray(), opened.DangerousGetSpan().ToArray());
    }

    [Fact]
    public async Task Data_key_with_another_digest_is_not_believed()
    {
        string keyId = _appliance.AddKey("a").Details.KeyId;
        await _client.GetStateAsync(Cancellation);
        await _client.DescribeKeyAsync(keyId, Cancellation);
        _appliance.Faults.Enqueue(static http => http.Response.WriteAsync(
            $$"""{"data_key":"{{new string('0', 64)}}","datakey_length":"32","datakey_dgst":"{{new string('0', 64)}}"}"""));

        DewException error = await Assert.ThrowsAsync<DewException>(() => _client.DecryptDataKeyAsync(keyId, new byte[156], cancellationToken: Cancellation));

        Assert.Equal(DewFailure.Malformed, error.Failure);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("quotes \" and \\ and\ttabs, ü € 😀")]
    public async Task Small_data_comes_back(string text)
    {
        string keyId = _appliance.AddKey("a").Details.KeyId;
        byte[] ciphertext = await _client.EncryptDataAsync(keyId, Encoding.UTF8.GetBytes(text), additionalAuthenticatedData: "x", cancellationToken: Cancellation);

        using SecretBuffer plaintext = await _client.DecryptDataAsync(ciphertext, additionalAuthenticatedData: "x", cancellationToken: Cancellation);

        Assert.Equal(text, Encoding.UTF8.GetString(plaintext.DangerousGetSpan()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    public async Task Random_has_the_length_asked_for(int length)
    {
        using SecretBuffer random = await _client.GenerateRandomAsync(length, Cancellation);

        Assert.Equal(length, random.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public async Task Random_of_another_length_is_not_asked_for(int length)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _client.GenerateRandomAsync(length, Cancellation));
    }

    [Fact]
    public async Task Signature_is_verified_and_that_of_other_data_is_not()
    {
        string keyId = _appliance.AddKey("a", "EC_P256").Details.KeyId;
        byte[] signature = await _client.SignDigestAsync(keyId, SHA256.HashData("data"u8), "ECDSA_SHA_256", Cancellation);

        Assert.True(await _client.VerifyDigestAsync(keyId, SHA256.HashData("data"u8), signature, "ECDSA_SHA_256", Cancellation));
        Assert.False(await _client.VerifyDigestAsync(keyId, SHA256.HashData("other"u8), signature, "ECDSA_SHA_256", Cancellation));
    }

    [Fact]
    public async Task Refusal_carries_code_status_and_request_id()
    {
        DewException error = await Assert.ThrowsAsync<DewException>(() => _client.DescribeKeyAsync(Guid.NewGuid().ToString(), Cancellation));

        Assert.Equal((DewFailure.Refused, "KMS.0207", 404, "request-1"), (error.Failure, error.Code, error.Status, error.RequestId));
    }

    [Fact]
    public async Task Absent_socket_is_unreachable_at_once()
    {
        var time = new InstantTime();
        using var client = new DewClient(new DewClientOptions { SocketPath = _appliance.SocketPath + ".none", TimeProvider = time });

        DewException error = await Assert.ThrowsAsync<DewException>(() => client.GetStateAsync(Cancellation));

        Assert.Equal((DewFailure.Unreachable, 0), (error.Failure, time.Waits.Count));
        Assert.Contains("no such socket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_that_nobody_serves_is_unreachable_after_waiting()
    {
        string path = _appliance.SocketPath + ".dead";
        using (var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0))
        {
            // Renamed, because disposing the socket removes the name it was bound to.
            socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path + ".bound"));
            File.Move(path + ".bound", path);
        }

        var time = new InstantTime();
        using var client = new DewClient(new DewClientOptions { SocketPath = path, TimeProvider = time });

        DewException error = await Assert.ThrowsAsync<DewException>(() => client.GetStateAsync(Cancellation));

        Assert.Equal((DewFailure.Unreachable, 3), (error.Failure, time.Waits.Count));
    }

    [Fact]
    public async Task Connection_is_made_anew_after_the_appliance_restarted()
    {
        await _client.GetStateAsync(Cancellation);
        await _appliance.StopAsync();
        await _appliance.ListenAsync();

        Assert.Equal("operational", (await _client.GetStateAsync(Cancellation)).State);
    }

    [Fact]
    public async Task Broken_connection_is_made_anew()
    {
        _appliance.Faults.Enqueue(static http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal("operational", (await _client.GetStateAsync(Cancellation)).State);
    }

    [Fact]
    public async Task Silence_ends_in_unreachable()
    {
        _appliance.Faults.Enqueue(static http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var client = new DewClient(new DewClientOptions { SocketPath = _appliance.SocketPath, AttemptTimeout = TimeSpan.FromMilliseconds(50) });

        DewException error = await Assert.ThrowsAsync<DewException>(() => client.GetStateAsync(Cancellation));

        Assert.Equal(DewFailure.Unreachable, error.Failure);
    }

    [Fact]
    public async Task Cancellation_is_not_a_failure_of_the_appliance()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _appliance.Faults.Enqueue(async http =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetStateAsync(cancellation.Token));
    }

    [Fact]
    public async Task Many_threads_share_a_client()
    {
        string keyId = _appliance.AddKey("a").Details.KeyId;
        Task<DataKey>[] calls = [.. Enumerable.Range(0, 100).Select(_ => _client.CreateDataKeyAsync(keyId, cancellationToken: Cancellation))];

        DataKey[] keys = await Task.WhenAll(calls);

        Assert.Equal(100, keys.Select(static key => Convert.ToHexString(key.Ciphertext.Span)).Distinct().Count());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40_000)]
    public async Task Answer_without_a_length_is_read(int padding)
    {
        _appliance.Faults.Enqueue(async http =>
        {
            await http.Response.WriteAsync($$"""{"padding":"{{new string('x', padding)}}",""");
            await http.Response.Body.FlushAsync();
            await http.Response.WriteAsync("""
                "state":"sealed","degraded":[],"version":"1","project_id":"p","domain_id":"d","region":"r"}
                """);
        });

        Assert.Equal("sealed", (await _client.GetStateAsync(Cancellation)).State);
    }

    [Fact]
    public async Task Answer_that_is_not_json_is_malformed()
    {
        _appliance.Faults.Enqueue(static http => http.Response.WriteAsync("<html>"));

        DewException error = await Assert.ThrowsAsync<DewException>(() => _client.GetStateAsync(Cancellation));

        Assert.Equal(DewFailure.Malformed, error.Failure);
    }

    [Fact]
    public void Path_too_long_for_a_socket_is_refused_in_words()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(static () => new DewClient("/" + new string('x', 200)).Dispose());

        Assert.Contains("107 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_key_does_not_show_itself()
    {
        using var key = new DataKey("id", new SecretBuffer(32), []);

        Assert.Contains("redacted", key.ToString(), StringComparison.Ordinal);
    }
}
