using Dew.Core.Kms;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class KeyRingTests : KmsTest
{
    [Fact]
    public async Task A_ring_holds_no_more_keys_than_its_capacity()
    {
        var ring = new KeyRing(Store, Provider, capacity: 3);
        foreach (Guid keyId in await CreateManyAsync(10))
        {
            Assert.True(ring.TryGet(keyId, out _));
            Assert.InRange(ring.Count, 1, 3);
        }
    }

    [Fact]
    public async Task A_ring_of_one_serves_any_number_of_keys()
    {
        var ring = new KeyRing(Store, Provider, capacity: 1);
        Guid[] keys = await CreateManyAsync(3);
        foreach (Guid keyId in keys.Concat(keys))
        {
            Assert.True(ring.TryGet(keyId, out KeyEntry? entry));
            Assert.Equal(keyId, entry.Record.Id);
        }

        Assert.Equal(1, ring.Count);
    }

    [Fact]
    public void A_ring_without_room_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new KeyRing(Store, Provider, capacity: 0));

    [Fact]
    public async Task The_key_used_least_lately_goes_first()
    {
        var ring = new KeyRing(Store, Provider, capacity: 3);
        Guid[] keys = await CreateManyAsync(5);
        foreach (Guid keyId in keys[..4])
        {
            ring.TryGet(keyId, out _);
        }

        Assert.Equal([keys[0]], Unloaded());
        ring.TryGet(keys[1], out _);
        ring.TryGet(keys[4], out _);

        Assert.Equal([keys[0], keys[2]], Unloaded());
    }

    [Fact]
    public async Task All_versions_of_an_evicted_key_are_unloaded_once()
    {
        Guid[] keys = await CreateManyAsync(2);
        byte[] old = await EncryptAsync(keys[0], Bytes(16));
        Rotate(keys[0]);
        var ring = new KeyRing(Store, Provider, capacity: 1);
        var crypto = new CryptoService(Provider, ring);
        (await crypto.DecryptAsync(null, old, EncryptionAlgorithm.SymmetricDefault, NoAad)).Take();
        List<SoftwareKeyHandle> loaded = [.. Provider.Bound.TakeLast(2)];

        ring.TryGet(keys[1], out _);

        Assert.Equal([2u, 1u], loaded.Select(static h => h.Version.Version));
        Assert.All(loaded, static h => Assert.Equal(1, h.Unloads));
    }

    [Fact]
    public async Task An_evicted_key_is_read_again_when_it_is_asked_for()
    {
        var ring = new KeyRing(Store, Provider, capacity: 1);
        Guid[] keys = await CreateManyAsync(2);
        ring.TryGet(keys[0], out KeyEntry? first);
        ring.TryGet(keys[1], out _);

        Assert.True(ring.TryGet(keys[0], out KeyEntry? again));

        Assert.NotSame(first, again);
        Assert.Equal(first!.Record, again.Record);
    }

    [Fact]
    public void An_unknown_key_is_not_kept()
    {
        Assert.False(Ring.TryGet(Guid.NewGuid(), out _));
        Assert.Equal(0, Ring.Count);
    }

    [Fact]
    public async Task A_key_changed_while_it_is_read_is_not_kept_as_it_was()
    {
        Guid keyId = await CreateIdAsync();
        Store.AfterNextFindKey = () => Now(Keys.DisableAsync(Call(), keyId));

        Keys.Describe(keyId).Ok();

        Assert.Equal(KeyState.Disabled, Keys.Describe(keyId).Ok().State);
        (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).FailsWith(Status.KeyDisabled);
    }

    [Fact]
    public async Task A_key_read_while_its_change_is_written_shows_the_change_after_it()
    {
        Guid keyId = await CreateIdAsync();
        Store.BeforeCommit = () => Assert.Equal(KeyState.Enabled, Keys.Describe(keyId).Ok().State);

        (await Keys.DisableAsync(Call(), keyId)).Ok();

        Assert.Equal(KeyState.Disabled, Keys.Describe(keyId).Ok().State);
    }

    [Fact]
    public async Task A_key_destroyed_while_it_is_read_is_not_found_and_not_kept()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);
        Ring.Remove(keyId);
        Time.Advance(TimeSpan.FromDays(7));
        Store.AfterNextFindKey = () => Now(Keys.DeleteDueAsync());

        Keys.Describe(keyId).FailsWith(Status.KeyNotFound);

        Assert.Equal(0, Ring.Count);
        Keys.Describe(keyId).FailsWith(Status.KeyNotFound);
    }

    [Fact]
    public async Task A_key_read_while_another_one_changes_is_kept_all_the_same()
    {
        Guid keyId = await CreateIdAsync();
        Guid other = await CreateIdAsync();
        Store.AfterNextFindKey = () => Now(Keys.UpdateDescriptionAsync(Call(), other, "changed"));

        (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();

        Assert.True(Ring.TryGet(keyId, out KeyEntry? entry));
        Assert.Same(Assert.Single(Provider.Bound, static h => h.Uses > 0), entry.Current);
    }

    [Fact]
    public async Task Of_two_threads_that_read_a_key_both_get_the_entry_that_is_kept()
    {
        Guid keyId = await CreateIdAsync();
        KeyEntry? other = null;
        Store.AfterNextFindKey = () => Ring.TryGet(keyId, out other);

        Ring.TryGet(keyId, out KeyEntry? entry);

        Assert.Same(other, entry);
        Assert.Equal(1, Ring.Count);
    }

    [Fact]
    public async Task A_change_of_metadata_keeps_the_bound_versions()
    {
        Guid keyId = await CreateIdAsync();
        Ring.TryGet(keyId, out KeyEntry? before);

        (await Keys.UpdateAliasAsync(Call(), keyId, "changed")).Ok();

        Ring.TryGet(keyId, out KeyEntry? after);
        Assert.NotSame(before, after);
        Assert.Same(before!.Current, after!.Current);
        Assert.Equal("changed", after.Record.Alias);
        Assert.Equal(0, Provider.HandleOf(keyId).Unloads);
    }

    [Fact]
    public async Task What_was_found_before_a_change_stays_as_it_was_found()
    {
        Guid keyId = await CreateIdAsync();
        Ring.TryGet(keyId, out KeyEntry? entry);

        (await Keys.DisableAsync(Call(), keyId)).Ok();

        Assert.Equal(KeyState.Enabled, entry!.Record.State);
    }

    [Fact]
    public async Task A_ring_does_not_grow_with_the_keys_that_come_and_go()
    {
        var ring = new KeyRing(Store, Provider, capacity: 4);
        for (int i = 0; i < 100; i++)
        {
            Guid keyId = await CreateIdAsync();
            ring.TryGet(keyId, out _);
            ring.Remove(keyId);
        }

        Assert.Equal(0, ring.Count);
        Assert.InRange(ring.ClockLength, 0, 9);
    }

    [Fact]
    public async Task Trouble_of_the_store_is_thrown_and_forgotten()
    {
        Guid keyId = await CreateIdAsync();
        Store.Damaged.Add(keyId);
        Assert.Equal(Status.StoreDamaged, Assert.Throws<StoreException>(() => Keys.Describe(keyId)).Status);

        Store.Damaged.Clear();

        Keys.Describe(keyId).Ok();
    }

    private async Task<Guid[]> CreateManyAsync(int count)
    {
        var keys = new Guid[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = await CreateIdAsync();
        }

        return keys;
    }

    private IEnumerable<Guid> Unloaded() => Provider.Bound.Where(static h => h.Unloads == 1).Select(static h => h.Version.KeyId);
}
