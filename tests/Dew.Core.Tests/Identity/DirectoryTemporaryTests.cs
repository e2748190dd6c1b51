using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>Temporary credentials: who gets them, and until when they are worth something.</summary>
public sealed class DirectoryTemporaryTests : DirectoryTest
{
    private static readonly AgencyTrust s_alice = new() { UserIds = ["alice"] };

    [Fact]
    public async Task They_come_back_as_the_agency()
    {
        Principal alice = PrincipalOf(await UserAsync());
        Agency agency = await AgencyAsync(s_alice);
        CallContext call = Call(alice);
        using TemporaryCredential credential = Directory.AssumeAgency(call, "keeper").Ok();

        using TemporaryKey key = Directory.OpenSecurityToken(credential.SecurityToken, credential.AccessKeyId).Ok();

        Assert.Equal(
            new Principal(PrincipalKind.Agency, agency.Id, "keeper") { AccessKeyId = credential.AccessKeyId, AssumedBy = alice.Id }, key.Principal);
        Assert.Equal(Text(credential.Secret.DangerousGetSpan()), Text(key.Secret.DangerousGetSpan()));
        Assert.Equal(credential.Expires, key.Expires);
        Assert.Equal((agency.Id, "keeper"), (call.ResourceId, call.ResourceName));
    }

    [Fact]
    public async Task They_have_the_usual_form()
    {
        using TemporaryCredential credential = await AssumeAsync();

        Assert.Matches("^TMP[A-Z0-9]{17}$", credential.AccessKeyId);
        Assert.Matches("^[A-Za-z0-9]{40}$", Text(credential.Secret.DangerousGetSpan()));
        Assert.Matches("^[A-Za-z0-9_-]+$", credential.SecurityToken);
        Assert.True(AccessKeyText.IsTemporary(credential.AccessKeyId));
    }

    [Fact]
    public async Task They_are_worth_something_after_a_restart_though_nothing_is_stored()
    {
        using TemporaryCredential credential = await AssumeAsync();
        int commits = Store.Commits;

        Restart();

        Assert.Equal(commits, Store.Commits);
        Open(credential).Ok().Dispose();
    }

    [Fact]
    public async Task Who_has_them_may_what_the_agency_may()
    {
        Principal alice = PrincipalOf(await UserAsync());
        await AgencyAsync(s_alice);
        (await Directory.AttachPolicyAsync(Call(), PolicyHolder.Agency, "keeper", "KMS CMKReadOnlyAccess")).Ok();
        using TemporaryCredential credential = Directory.AssumeAgency(Call(alice), "keeper").Ok();
        using TemporaryKey key = Open(credential).Ok();

        Assert.True(MayListKeys(key.Principal));
        Assert.False(MayListKeys(alice));
    }

    [Theory]
    [InlineData(899, false)]
    [InlineData(900, true)]
    [InlineData(7200, true)]
    [InlineData(7201, false)]
    [InlineData(-1, false)]
    public async Task They_live_900_seconds_at_least_and_no_longer_than_the_agency_says(int seconds, bool accepted)
    {
        Principal alice = PrincipalOf(await UserAsync());
        await AgencyAsync(s_alice, maxSeconds: 7200);

        Outcome<TemporaryCredential> outcome = Directory.AssumeAgency(Call(alice), "keeper", seconds);

        Assert.Equal(accepted ? Status.Ok : Status.EntryInvalid, outcome.Status);
    }

    [Theory]
    [InlineData(899)]
    [InlineData(86401)]
    public async Task An_agency_does_not_allow_other_durations(int seconds) => (await Directory.CreateAgencyAsync(
        Call(), new AgencyUpdate { Name = "keeper", MaxDurationSeconds = seconds })).FailsWith(Status.EntryInvalid);

    [Fact]
    public async Task Their_end_is_in_the_token_also_when_it_has_come()
    {
        using TemporaryCredential credential = await AssumeAsync();
        Time.MoveTo(credential.Expires.AddDays(1));

        using TemporaryKey key = Open(credential).Ok();

        Assert.Equal(credential.Expires, key.Expires);
    }

    [Fact]
    public async Task A_token_does_not_go_with_another_access_key()
    {
        using TemporaryCredential credential = await AssumeAsync();
        using TemporaryCredential other = Directory.AssumeAgency(Call(PrincipalOf(Directory.FindUserByName("alice")!)), "keeper").Ok();

        Directory.OpenSecurityToken(credential.SecurityToken, other.AccessKeyId).FailsWith(Status.AuthenticationFailed);
    }

    [Fact]
    public async Task A_token_of_another_appliance_is_worth_nothing()
    {
        using TemporaryCredential credential = await AssumeAsync();
        var other = new Fakes.InMemoryKeyStore();
        var elsewhere = new DirectoryService(other, other, Changes, Box, Time);

        elsewhere.OpenSecurityToken(credential.SecurityToken, credential.AccessKeyId).FailsWith(Status.AuthenticationFailed);
    }

    [Fact]
    public async Task A_value_sealed_for_something_else_is_no_token()
    {
        using TemporaryCredential credential = await AssumeAsync();
        byte[] other = Store.SealValue("something-else", new byte[120]);

        Directory.OpenSecurityToken(System.Buffers.Text.Base64Url.EncodeToString(other), credential.AccessKeyId).FailsWith(Status.AuthenticationFailed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64url!")]
    [InlineData("=")]
    public void Garbage_is_no_token(string token) =>
        Directory.OpenSecurityToken(token, "TMP00000000000000000").FailsWith(Status.AuthenticationFailed);

    [Fact]
    public void A_very_long_token_is_refused_without_work() =>
        Directory.OpenSecurityToken(new string('A', 1_000_000), "TMP00000000000000000").FailsWith(Status.AuthenticationFailed);

    [Fact]
    public async Task Any_changed_character_makes_a_token_worthless()
    {
        using TemporaryCredential credential = await AssumeAsync();
        char[] token = credential.SecurityToken.ToCharArray();
        for (int i = 0; i < token.Length; i += 7)
        {
            char before = token[i];
            token[i] = before == 'A' ? 'B' : 'A';
            Directory.OpenSecurityToken(new string(token), credential.AccessKeyId).FailsWith(Status.AuthenticationFailed);
            token[i] = before;
        }
    }

    [Fact]
    public async Task They_end_when_the_agency_is_deleted_even_if_another_of_its_name_comes()
    {
        using TemporaryCredential credential = await AssumeAsync();
        using TemporaryKey key = Open(credential).Ok();
        (await Directory.DeleteAgencyAsync(Call(), "keeper")).Ok();
        await AgencyAsync(s_alice);

        Open(credential).FailsWith(Status.AuthenticationFailed);
        Assert.False(Directory.IsActive(key.Principal));
    }

    [Fact]
    public async Task They_end_when_the_agency_trusts_the_holder_no_more()
    {
        using TemporaryCredential credential = await AssumeAsync();
        using TemporaryKey key = Open(credential).Ok();

        (await Directory.UpdateAgencyAsync(Call(), "keeper", new AgencyUpdate { Trust = new AgencyTrust { UserIds = ["admin"] } })).Ok();

        Open(credential).FailsWith(Status.AuthenticationFailed);
        Assert.False(Directory.IsActive(key.Principal));
    }

    [Fact]
    public async Task They_go_on_when_the_agency_has_another_name_or_description()
    {
        using TemporaryCredential credential = await AssumeAsync();

        (await Directory.UpdateAgencyAsync(Call(), "keeper", new AgencyUpdate { Name = "guard", Description = "now so" })).Ok();

        using TemporaryKey key = Open(credential).Ok();
        Assert.Equal("guard", key.Principal.Name);
    }

    [Fact]
    public async Task They_end_when_the_holder_is_disabled()
    {
        using TemporaryCredential credential = await AssumeAsync();
        using TemporaryKey key = Open(credential).Ok();

        (await Directory.UpdateUserAsync(Call(), "alice", new EntryUpdate { IsEnabled = false })).Ok();

        Open(credential).FailsWith(Status.AuthenticationFailed);
        Assert.False(MayListKeys(key.Principal));
    }

    [Fact]
    public async Task They_end_when_the_holder_leaves_the_group_that_is_trusted()
    {
        await GroupAsync();
        Principal alice = PrincipalOf(await UserAsync("alice", "readers"));
        await AgencyAsync(new AgencyTrust { GroupIds = ["readers"] });
        using TemporaryCredential credential = Directory.AssumeAgency(Call(alice), "keeper").Ok();
        Open(credential).Ok().Dispose();

        (await Directory.RemoveMemberAsync(Call(), "readers", "alice")).Ok();

        Open(credential).FailsWith(Status.AuthenticationFailed);
    }

    [Fact]
    public async Task Every_user_gets_them_of_an_agency_that_trusts_the_whole_domain_but_no_service()
    {
        Principal alice = PrincipalOf(await UserAsync());
        await AgencyAsync(new AgencyTrust { IsWholeDomain = true });
        (await Directory.SetServiceEnabledAsync(Call(), "obs", true)).Ok();

        Directory.AssumeAgency(Call(alice), "keeper").Ok().Dispose();
        Directory.AssumeAgency(Call(Directory.PrincipalOfService("obs")), "keeper").FailsWith(Status.NotPermitted);
    }

    [Fact]
    public async Task A_service_gets_them_of_an_agency_that_trusts_it()
    {
        await AgencyAsync(new AgencyTrust { Services = ["obs"] });
        (await Directory.SetServiceEnabledAsync(Call(), "obs", true)).Ok();
        using TemporaryCredential credential = Directory.AssumeAgency(Call(Directory.PrincipalOfService("obs")), "keeper").Ok();

        using (TemporaryKey key = Open(credential).Ok())
        {
            Assert.Equal("obs", key.Principal.AssumedBy);
        }

        (await Directory.SetServiceEnabledAsync(Call(), "obs", false)).Ok();
        Open(credential).FailsWith(Status.AuthenticationFailed);
    }

    [Fact]
    public async Task Who_is_not_trusted_is_told_as_much_as_of_an_agency_that_does_not_exist()
    {
        await AgencyAsync(s_alice with { UserIds = [] });

        Failure distrusted = Directory.AssumeAgency(Call(), "keeper").FailsWith(Status.NotPermitted);

        Assert.Equal(distrusted, Directory.AssumeAgency(Call(), "nothing").FailsWith(Status.NotPermitted));
    }

    [Fact]
    public async Task With_them_one_does_not_go_on_to_another_agency()
    {
        using TemporaryCredential credential = await AssumeAsync();
        await AgencyAsync(new AgencyTrust { IsWholeDomain = true }, "second");
        using TemporaryKey key = Open(credential).Ok();

        Directory.AssumeAgency(Call(key.Principal), "second").FailsWith(Status.NotPermitted);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("groups")]
    [InlineData("services")]
    public async Task An_agency_trusts_only_who_exists(string kind)
    {
        AgencyTrust trust = kind switch
        {
            "users" => new AgencyTrust { UserIds = ["nobody"] },
            "groups" => new AgencyTrust { GroupIds = ["nobody"] },
            _ => new AgencyTrust { Services = ["ecs"] },
        };

        (await Directory.CreateAgencyAsync(Call(), new AgencyUpdate { Name = "keeper", Trust = trust })).FailsWith(Status.EntryNotFound);
    }

    private async Task<TemporaryCredential> AssumeAsync()
    {
        Principal alice = PrincipalOf(await UserAsync());
        await AgencyAsync(s_alice);
        return Directory.AssumeAgency(Call(alice), "keeper").Ok();
    }

    private Outcome<TemporaryKey> Open(TemporaryCredential credential) =>
        Directory.OpenSecurityToken(credential.SecurityToken, credential.AccessKeyId);
}
