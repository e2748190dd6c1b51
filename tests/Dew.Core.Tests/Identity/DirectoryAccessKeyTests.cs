using System.Text;
using System.Text.Json;
using Dew.Core.Identity;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>Access keys and their secrets.</summary>
public sealed class DirectoryAccessKeyTests : DirectoryTest
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes("SKTESTsktestSKTESTsktestSKTESTsktest0000");

    [Fact]
    public async Task A_new_key_has_the_usual_form()
    {
        using IssuedAccessKey issued = await IssueAsync();

        Assert.Matches("^[A-Z0-9]{20}$", issued.Key.Id);
        Assert.Matches("^[A-Za-z0-9]{40}$", Text(issued.Secret.DangerousGetSpan()));
        Assert.False(AccessKeyText.IsTemporary(issued.Key.Id));
    }

    [Fact]
    public async Task It_speaks_for_its_user()
    {
        using IssuedAccessKey issued = await IssueAsync();

        KnownAccessKey key = Directory.FindAccessKey(issued.Key.Id)!;

        Assert.Equal(AccessKeyState.Usable, key.StateAt(Time.Now));
        Assert.Equal(PrincipalOf(Admin) with { AccessKeyId = issued.Key.Id }, key.Principal);
    }

    [Fact]
    public async Task Its_secret_is_the_same_after_a_restart()
    {
        using IssuedAccessKey issued = await IssueAsync();
        string secret = Text(issued.Secret.DangerousGetSpan());
        Assert.Equal(secret, SecretOf(issued.Key.Id));

        Restart();

        Assert.Equal(secret, SecretOf(issued.Key.Id));
    }

    [Fact]
    public async Task Its_secret_is_in_no_record()
    {
        using IssuedAccessKey issued = await IssueAsync();

        Assert.Contains(issued.Key.Id, Encoding.UTF8.GetString(Store.Audit.Records.Values.Last().Json.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(Text(issued.Secret.DangerousGetSpan()), JsonSerializer.Serialize(LastRecord()), StringComparison.Ordinal);
        Assert.Equal(40, Store.FindEntry(EntryKind.AccessSecret, issued.Key.Id)!.Value.Content.Length);
        Assert.DoesNotContain(
            Text(issued.Secret.DangerousGetSpan()),
            Encoding.UTF8.GetString(Store.FindEntry(EntryKind.AccessKey, issued.Key.Id)!.Value.Content.Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_secret_is_missing_stops_the_start()
    {
        using IssuedAccessKey issued = await IssueAsync();
        using (IStoreBatch batch = Store.Begin())
        {
            batch.RemoveEntry(EntryKind.AccessSecret, issued.Key.Id);
            batch.Commit();
        }

        Assert.Contains(issued.Key.Id, Assert.Throws<StoreException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_has_two_at_most()
    {
        (await IssueAsync()).Dispose();
        (await IssueAsync()).Dispose();

        (await Directory.CreateAccessKeyAsync(Call(), "admin", null)).FailsWith(Status.EntryInvalid);
        Assert.Equal(2, Directory.ListAccessKeys("admin").Ok().Count);
    }

    [Fact]
    public async Task A_disabled_key_is_not_usable_until_it_is_enabled_again()
    {
        using IssuedAccessKey issued = await IssueAsync();

        (await Directory.UpdateAccessKeyAsync(Call(), issued.Key.Id, isEnabled: false, "off for now")).Ok();
        Assert.Equal(AccessKeyState.Disabled, Directory.FindAccessKey(issued.Key.Id)!.StateAt(Time.Now));

        (await Directory.UpdateAccessKeyAsync(Call(), issued.Key.Id, isEnabled: true, null)).Ok();
        Assert.Equal(AccessKeyState.Usable, Directory.FindAccessKey(issued.Key.Id)!.StateAt(Time.Now));
        Assert.Equal("off for now", Directory.GetAccessKey(issued.Key.Id).Ok().Description);
    }

    [Fact]
    public async Task A_key_of_a_disabled_user_is_not_usable()
    {
        await UserAsync();
        using IssuedAccessKey issued = (await Directory.CreateAccessKeyAsync(Call(), "alice", null)).Ok();
        (await Directory.UpdateUserAsync(Call(), "alice", new EntryUpdate { IsEnabled = false })).Ok();

        KnownAccessKey key = Directory.FindAccessKey(issued.Key.Id)!;

        Assert.Equal(AccessKeyState.OwnerDisabled, key.StateAt(Time.Now));
        Assert.Equal("alice", key.Principal.Name);
    }

    [Fact]
    public async Task A_key_of_a_service_is_usable_as_long_as_the_service_is_enabled()
    {
        using IssuedAccessKey issued = (await Directory.CreateAccessKeyAsync(Call(), null, "obs")).Ok();
        Assert.Equal(AccessKeyState.OwnerDisabled, Directory.FindAccessKey(issued.Key.Id)!.StateAt(Time.Now));

        (await Directory.SetServiceEnabledAsync(Call(), "obs", true)).Ok();

        KnownAccessKey key = Directory.FindAccessKey(issued.Key.Id)!;
        Assert.Equal(AccessKeyState.Usable, key.StateAt(Time.Now));
        Assert.Equal((PrincipalKind.Service, "obs"), (key.Principal.Kind, key.Principal.Id));
        Assert.Equal(issued.Key.Id, Assert.Single(Directory.ListAccessKeys(service: "obs").Ok()).Id);
    }

    [Theory]
    [InlineData(null, null, Status.EntryInvalid)]
    [InlineData("admin", "obs", Status.EntryInvalid)]
    [InlineData("nobody", null, Status.EntryNotFound)]
    [InlineData(null, "ecs", Status.EntryNotFound)]
    public async Task A_key_is_of_one_user_or_one_service(string? user, string? service, Status expected) =>
        (await Directory.CreateAccessKeyAsync(Call(), user, service)).FailsWith(expected);

    [Fact]
    public async Task A_deleted_key_is_unknown_and_its_secret_unreachable()
    {
        using IssuedAccessKey issued = await IssueAsync();
        KnownAccessKey key = Directory.FindAccessKey(issued.Key.Id)!;

        (await Directory.DeleteAccessKeyAsync(Call(), issued.Key.Id)).Ok();

        Assert.Null(Directory.FindAccessKey(issued.Key.Id));
        Assert.False(key.TryOpenSecret(out SecretLease lease));
        Assert.True(lease.DangerousGetSpan().IsEmpty);
        Assert.Null(Store.FindEntry(EntryKind.AccessSecret, issued.Key.Id));
    }

    [Fact]
    public async Task A_reader_keeps_the_secret_of_a_deleted_key_until_it_is_done()
    {
        using IssuedAccessKey issued = await IssueAsync();
        string secret = Text(issued.Secret.DangerousGetSpan());

        (string during, string after) = DeleteWhileReading(issued.Key.Id);

        Assert.Equal(secret, during);
        Assert.Equal(new string('\0', 40), after);
    }

    [Fact]
    public async Task After_a_rotation_both_keys_are_usable_until_the_old_one_expires()
    {
        using IssuedAccessKey old = await IssueAsync();

        using IssuedAccessKey fresh = (await Directory.RotateAccessKeyAsync(Call(), old.Key.Id, TimeSpan.FromHours(1))).Ok();

        Assert.Equal(AccessKeyState.Usable, Directory.FindAccessKey(old.Key.Id)!.StateAt(Time.Now));
        Assert.Equal(AccessKeyState.Expired, Directory.FindAccessKey(old.Key.Id)!.StateAt(Time.Now.AddHours(1)));
        Assert.Equal(AccessKeyState.Usable, Directory.FindAccessKey(fresh.Key.Id)!.StateAt(Time.Now.AddHours(1)));
        Assert.NotEqual(SecretOf(old.Key.Id), SecretOf(fresh.Key.Id));
        Assert.Equal(fresh.Key.Id, LastRecord().ResourceId);
    }

    [Fact]
    public async Task A_key_whose_time_is_over_makes_room()
    {
        using IssuedAccessKey first = await IssueAsync();
        using IssuedAccessKey second = (await Directory.RotateAccessKeyAsync(Call(), first.Key.Id, TimeSpan.Zero)).Ok();

        using IssuedAccessKey third = (await Directory.RotateAccessKeyAsync(Call(), second.Key.Id, TimeSpan.Zero)).Ok();

        Assert.Null(Directory.FindAccessKey(first.Key.Id));
        Assert.Equal(2, Directory.ListAccessKeys("admin").Ok().Count);
    }

    [Fact]
    public async Task A_rotation_needs_room_for_the_new_key()
    {
        using IssuedAccessKey first = await IssueAsync();
        using IssuedAccessKey second = await IssueAsync();

        (await Directory.RotateAccessKeyAsync(Call(), first.Key.Id, TimeSpan.Zero)).FailsWith(Status.EntryInvalid);

        Assert.Equal(AccessKeyState.Usable, Directory.FindAccessKey(first.Key.Id)!.StateAt(Time.Now));
    }

    [Fact]
    public async Task A_key_made_elsewhere_is_taken_over_once()
    {
        (await Directory.ImportAccessKeyAsync(Call(), "admin", "AKTESTAKTESTAKTEST00", s_secret)).Ok();

        Assert.Equal(Text(s_secret), SecretOf("AKTESTAKTESTAKTEST00"));
        (await Directory.ImportAccessKeyAsync(Call(), "admin", "AKTESTAKTESTAKTEST00", s_secret)).FailsWith(Status.EntryExists);
    }

    [Theory]
    [InlineData("AKTESTAKTESTAKTEST0")]
    [InlineData("aKTESTAKTESTAKTEST00")]
    [InlineData("TMPESTAKTESTAKTEST00")]
    public async Task A_key_id_of_another_form_is_not_taken_over(string id) =>
        (await Directory.ImportAccessKeyAsync(Call(), "admin", id, s_secret)).FailsWith(Status.EntryInvalid);

    [Fact]
    public async Task A_secret_of_another_form_is_not_taken_over() =>
        (await Directory.ImportAccessKeyAsync(Call(), "admin", "AKTESTAKTESTAKTEST00", s_secret.AsMemory(1))).FailsWith(Status.EntryInvalid);

    [Fact]
    public async Task The_minute_of_its_last_use_is_known()
    {
        using IssuedAccessKey issued = await IssueAsync();
        Assert.Null(Directory.GetAccessKey(issued.Key.Id).Ok().LastUsed);

        Directory.FindAccessKey(issued.Key.Id)!.MarkUsed(Time.Now);

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Directory.GetAccessKey(issued.Key.Id).Ok().LastUsed);
    }

    [Fact]
    public async Task More_keys_than_fit_into_a_page_keep_their_secrets()
    {
        var secrets = new Dictionary<string, string>();
        for (int i = 0; i < 120; i++)
        {
            await UserAsync($"u{i}");
            using IssuedAccessKey issued = (await Directory.CreateAccessKeyAsync(Call(), $"u{i}", null)).Ok();
            secrets.Add(issued.Key.Id, Text(issued.Secret.DangerousGetSpan()));
        }

        Assert.All(secrets, pair => Assert.Equal(pair.Value, SecretOf(pair.Key)));
    }

    [Fact]
    public async Task A_key_that_could_not_be_written_is_unknown()
    {
        Store.BeforeCommit = static () => throw new StoreException(Status.StoreUnwritable, "full");

        await Assert.ThrowsAsync<StoreException>(async () => await Directory.CreateAccessKeyAsync(Call(), "admin", null));

        Assert.Empty(Directory.ListAccessKeys().Ok());
    }

    [Fact]
    public async Task The_record_names_the_owner()
    {
        using IssuedAccessKey issued = await IssueAsync();
        Assert.Equal("For user admin.", LastRecord().Message);

        (await Directory.DeleteAccessKeyAsync(Call(), issued.Key.Id)).Ok();
        Assert.Equal("Of user admin.", LastRecord().Message);
    }

    [Fact]
    public async Task Readers_never_see_half_of_a_secret_nor_that_of_another_key()
    {
        (await Directory.ImportAccessKeyAsync(Call(), "admin", "AKTESTAKTESTAKTEST00", s_secret)).Ok();
        string expected = Text(s_secret);
        using var over = new CancellationTokenSource();
        Task<int>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => CountWrong(expected, over.Token)))];
        for (int i = 0; i < 2000; i++)
        {
            (await Directory.DeleteAccessKeyAsync(Call(), "AKTESTAKTESTAKTEST00")).Ok();
            using IssuedAccessKey other = await IssueAsync();
            (await Directory.ImportAccessKeyAsync(Call(), "admin", "AKTESTAKTESTAKTEST00", s_secret)).Ok();
            (await Directory.DeleteAccessKeyAsync(Call(), other.Key.Id)).Ok();
        }

        await over.CancelAsync();
        Assert.All(await Task.WhenAll(readers), static wrong => Assert.Equal(0, wrong));
    }

    private int CountWrong(string expected, CancellationToken over)
    {
        int wrong = 0;
        while (!over.IsCancellationRequested)
        {
            wrong += SecretOf("AKTESTAKTESTAKTEST00") is { } seen && seen != expected ? 1 : 0;
        }

        return wrong;
    }

    private async Task<IssuedAccessKey> IssueAsync() => (await Directory.CreateAccessKeyAsync(Call(), "admin", null)).Ok();

    /// <summary>What a reader sees that was there before the key was deleted, before and after it gives the secret back.</summary>
    private (string During, string After) DeleteWhileReading(string id)
    {
        Assert.True(Directory.FindAccessKey(id)!.TryOpenSecret(out SecretLease lease));
        ReadOnlySpan<byte> bytes = lease.DangerousGetSpan();
        ValueTask<Outcome<AccessKey>> deleting = Directory.DeleteAccessKeyAsync(Call(), id);
        Assert.True(deleting.IsCompletedSuccessfully);
        string during = Text(bytes);
        lease.Dispose();
        return (during, Text(bytes));
    }
}
