using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class ListKeysTests : KmsTest
{
    private static readonly KeyFilter s_all = new(ProjectId);

    [Fact]
    public async Task Keys_come_in_the_order_of_creation()
    {
        List<Guid> created = [await CreateIdAsync(), await CreateIdAsync(KeySpec.EcP256), await CreateIdAsync()];

        KeyPage page = Keys.List(s_all, 0, 10).Ok();

        Assert.Equal(created, page.Keys.Select(static k => k.Id));
        Assert.Equal(3, page.Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_of_any_size_put_together_are_the_whole_filtered_list(int limit)
    {
        List<Guid> wanted = [];
        for (int i = 0; i < 7; i++)
        {
            wanted.Add(await CreateInAsync(KeyState.Disabled));
            await CreateIdAsync();
            await CreateInAsync(KeyState.Disabled, KeySpec.Hmac256);
        }

        var filter = new KeyFilter(ProjectId, KeyState.Disabled, KeySpec.Aes256, "0");
        List<Guid> paged = [];
        for (long offset = 0; offset < wanted.Count; offset += limit)
        {
            KeyPage page = Keys.List(filter, offset, limit).Ok();
            Assert.Equal(wanted.Count, page.Total);
            paged.AddRange(page.Keys.Select(static k => k.Id));
        }

        Assert.Equal(wanted, paged);
    }

    [Fact]
    public async Task A_filter_by_enterprise_project_shows_its_keys_only()
    {
        await CreateAsync();
        KeyRecord wanted = (await Keys.CreateAsync(Call(), new NewKey { Alias = "a", EnterpriseProjectId = "ep" })).Ok();

        Assert.Equal([wanted], Keys.List(new KeyFilter(ProjectId, null, null, "ep"), 0, 10).Ok().Keys);
    }

    [Fact]
    public async Task A_changed_key_is_listed_as_it_is_now()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);

        Assert.Equal(KeyState.PendingDeletion, Assert.Single(Keys.List(s_all, 0, 10).Ok().Keys).State);
        Assert.Empty(Keys.List(new KeyFilter(ProjectId, KeyState.Enabled, null, null), 0, 10).Ok().Keys);
        Assert.Equal(keyId, Assert.Single(Keys.List(new KeyFilter(ProjectId, KeyState.PendingDeletion, null, null), 0, 10).Ok().Keys).Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task An_offset_behind_the_last_key_gives_an_empty_page(long offset)
    {
        await CreateAsync();

        KeyPage page = Keys.List(s_all, offset, 10).Ok();

        Assert.Empty(page.Keys);
        Assert.Equal(1, page.Total);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_page_size_outside_1_to_1000_is_refused(int limit) => Keys.List(s_all, 0, limit).FailsWith(Status.LimitInvalid);

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_negative_offset_is_refused(long offset) => Keys.List(s_all, offset, 10).FailsWith(Status.MarkerInvalid);
}
