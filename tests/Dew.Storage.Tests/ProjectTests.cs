using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class ProjectTests : IDisposable
{
    private static readonly KeyFilter s_other = new(Sample.OtherProject);

    private readonly TestStore _test = new();

    [Fact]
    public void Two_projects_have_keys_of_one_alias()
    {
        AddTwins();
        _test.Reopen();

        Assert.Equal(Sample.Id(1), _test.Store.FindAlias(Sample.Project, "twin"));
        Assert.Equal(Sample.Id(2), _test.Store.FindAlias(Sample.OtherProject, "twin"));
        Assert.Null(_test.Store.FindAlias("ffffffffffffffffffffffffffffffff", "twin"));
    }

    [Fact]
    public void A_listing_has_the_keys_of_its_project_only()
    {
        _test.Change(batch =>
        {
            for (int i = 0; i < 20; i++)
            {
                batch.Add(i, key => i % 3 == 0 ? key with { ProjectId = Sample.OtherProject } : key);
            }
        });

        KeyPage page = _test.Store.List(s_other, 2, 3);
        Assert.Equal(7, page.Total);
        Assert.Equal([Sample.Id(6), Sample.Id(9), Sample.Id(12)], page.Keys.Select(key => key.Id));
        Assert.Equal(13, _test.Store.List(Sample.Any, 0, 100).Keys.Count);
        Assert.Equal(0, _test.Store.List(new KeyFilter(new string('f', 32)), 0, 1).Total);
        Assert.Equal(7, _test.Store.List(s_other with { State = KeyState.Enabled }, 0, 100).Keys.Count);
    }

    [Fact]
    public void Whole_listings_do_not_unseal_what_they_pass_over()
    {
        _test.Change(batch => Array.ForEach([1, 2, 3], n => batch.Add(n)));
        _test.Tamper(raw => raw.Put(Family.KeyOrder, RecordKeys.OfOrder(Sample.Project, 1), new byte[60]));

        Assert.Equal([Sample.Id(2)], _test.Store.List(Sample.Any, 1, 1).Keys.Select(key => key.Id));
        Assert.Throws<StoreException>(() => _test.Store.List(Sample.Any with { State = KeyState.Enabled }, 1, 1));
    }

    [Fact]
    public void Sequences_are_unique_over_all_projects()
    {
        _test.Change(batch => batch.Add(1));

        Assert.Throws<InvalidOperationException>(() => _test.Change(batch =>
            batch.Add(2, key => key with { Sequence = 1, ProjectId = Sample.OtherProject })));
    }

    [Fact]
    public void A_key_does_not_move_to_another_project()
    {
        KeyRecord key = null!;
        _test.Change(batch => key = batch.Add(1));

        Assert.Throws<ArgumentException>(() => _test.Change(batch => batch.UpdateKey(key, key with { ProjectId = Sample.OtherProject })));
    }

    [Fact]
    public void A_removed_key_leaves_its_twin_in_the_other_project()
    {
        AddTwins();

        _test.Change(batch => batch.RemoveKey(_test.Store.FindKey(Sample.Id(1))!));

        Assert.Null(_test.Store.FindAlias(Sample.Project, "twin"));
        Assert.Equal(0, _test.Store.List(Sample.Any, 0, 10).Total);
        Assert.Equal([Sample.Id(2)], _test.Store.List(s_other, 0, 10).Keys.Select(key => key.Id));
        Assert.Empty(_test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{project_id}")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData(null)]
    public void What_is_no_project_id_is_refused(string? projectId)
    {
        Assert.Throws<ArgumentException>(() => _test.Store.FindAlias(projectId!, "a"));
        Assert.Throws<ArgumentException>(() => _test.Store.List(new KeyFilter(projectId!), 0, 1));
        Assert.Throws<ArgumentException>(() => _test.Change(batch => batch.Add(1, key => key with { ProjectId = projectId! })));
    }

    [Fact]
    public void Tags_read_back()
    {
        TagSet tags = TagSet.Of([new Tag("stage", "prüfung"), new Tag("empty", ""), new Tag("a", "b")]);
        KeyRecord key = null!;
        _test.Change(batch => key = batch.Add(1, key => key with { Tags = tags }));
        _test.Change(batch => batch.UpdateKey(key, key with { Tags = tags.Without("a") }));
        _test.Reopen();

        Assert.Equal([new Tag("empty", ""), new Tag("stage", "prüfung")], _test.Store.FindKey(key.Id)!.Tags);
    }

    public void Dispose() => _test.Dispose();

    private void AddTwins() => _test.Change(batch =>
    {
        batch.Add(1, key => key with { Alias = "twin" });
        batch.Add(2, key => key with { Alias = "twin", ProjectId = Sample.OtherProject });
    });
}
