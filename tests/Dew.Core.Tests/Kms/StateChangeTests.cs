using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class StateChangeTests : KmsTest
{
    [Fact]
    public async Task A_disabled_key_is_not_used_from_the_answer_on()
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, [1]);

        (await Keys.DisableAsync(Call(), keyId)).Ok();

        (await DecryptAsync(ciphertext)).FailsWith(Status.KeyDisabled);
        (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).FailsWith(Status.KeyDisabled);
    }

    [Fact]
    public async Task A_key_enabled_again_decrypts_what_it_encrypted()
    {
        Guid keyId = await CreateIdAsync();
        byte[] ciphertext = await EncryptAsync(keyId, [1, 2]);
        (await Keys.DisableAsync(Call(), keyId)).Ok();

        Assert.Equal(KeyState.Enabled, (await Keys.EnableAsync(Call(), keyId)).Ok().State);

        Assert.Equal([1, 2], (await DecryptAsync(ciphertext)).Take());
    }

    [Theory]
    [InlineData(KeyState.Enabled, Status.KeyNotDisabled)]
    [InlineData(KeyState.PendingDeletion, Status.KeyNotDisabled)]
    public async Task Only_a_disabled_key_is_enabled(KeyState state, Status expected) =>
        (await Keys.EnableAsync(Call(), await CreateInAsync(state))).FailsWith(expected);

    [Theory]
    [InlineData(KeyState.Disabled, Status.KeyNotEnabled)]
    [InlineData(KeyState.PendingDeletion, Status.KeyNotEnabled)]
    public async Task Only_an_enabled_key_is_disabled(KeyState state, Status expected) =>
        (await Keys.DisableAsync(Call(), await CreateInAsync(state))).FailsWith(expected);

    [Fact]
    public async Task A_refused_change_writes_nothing()
    {
        Guid keyId = await CreateIdAsync();
        int commits = Store.Commits;

        (await Keys.EnableAsync(Call(), keyId)).FailsWith(Status.KeyNotDisabled);

        Assert.Equal(commits, Store.Commits);
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_leaves_the_key_as_it_was()
    {
        Guid keyId = await CreateIdAsync();
        Store.BeforeCommit = static () => throw new StoreException(Status.StoreUnwritable, "The disk is full.");

        await Assert.ThrowsAsync<StoreException>(async () => await Keys.DisableAsync(Call(), keyId));

        Store.BeforeCommit = null;
        Assert.Equal(KeyState.Enabled, Keys.Describe(keyId).Ok().State);
        (await Keys.DisableAsync(Call(), keyId)).Ok();
    }

    [Fact]
    public async Task Changes_of_unknown_keys_are_refused()
    {
        Guid unknown = Guid.NewGuid();

        (await Keys.EnableAsync(Call(), unknown)).FailsWith(Status.KeyNotFound);
        (await Keys.DisableAsync(Call(), unknown)).FailsWith(Status.KeyNotFound);
        (await Keys.ScheduleDeletionAsync(Call(), unknown, 7)).FailsWith(Status.KeyNotFound);
        (await Keys.CancelDeletionAsync(Call(), unknown)).FailsWith(Status.KeyNotFound);
    }

    [Fact]
    public async Task A_change_that_waits_when_the_service_ends_is_refused_and_not_left_waiting()
    {
        Guid keyId = await CreateIdAsync();
        ValueTask<Outcome<KeyRecord>> waiting = default;
        Store.BeforeCommit = () =>
        {
            Store.BeforeCommit = null;
            waiting = Keys.EnableAsync(Call(), keyId);
            Changes.Dispose();
        };

        Assert.Equal(KeyState.Disabled, (await Keys.DisableAsync(Call(), keyId)).Ok().State);

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
        Assert.Equal(KeyState.Disabled, Store.FindKey(keyId)!.State);
    }
}
