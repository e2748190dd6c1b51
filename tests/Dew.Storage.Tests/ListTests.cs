using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

public sealed class ListTests
{
    private static readonly string[] s_projects = ["0", "blue", "grün"];

    [Fact]
    public void Listing_an_empty_store_gives_an_empty_page()
    {
        using var test = new TestStore();

        KeyPage page = test.Store.List(Sample.Any, 0, 10);
        Assert.Empty(page.Keys);
        Assert.Equal(0, page.Total);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    public void A_negative_offset_or_limit_is_refused(long offset, int limit)
    {
        using var test = new TestStore();

        Assert.Throws<ArgumentOutOfRangeException>(() => test.Store.List(Sample.Any, offset, limit));
    }

    [Fact]
    public void An_offset_beyond_the_end_gives_an_empty_page_and_the_total()
    {
        using var test = new TestStore();
        test.Change(batch => batch.Add(1));

        KeyPage page = test.Store.List(Sample.Any, long.MaxValue, int.MaxValue);
        Assert.Empty(page.Keys);
        Assert.Equal(1, page.Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_changes_list_as_a_naive_model_does(int seed)
    {
        using var test = new TestStore();
        var random = new Random(seed);
        var model = new List<KeyRecord>();
        int next = 0;
        for (int round = 0; round < 40; round++)
        {
            test.Change(batch =>
            {
                for (int i = random.Next(1, 8); i > 0; i--)
                {
                    ChangeOne(batch, model, random, ref next);
                }
            });
            if (round % 10 == 9)
            {
                test.Reopen();
            }

            AssertListsAs(model, test.Store, random);
        }

        Assert.Empty(test.Store.Check(cancellationToken: TestContext.Current.CancellationToken).Findings);
    }

    private static void ChangeOne(IStoreBatch batch, List<KeyRecord> model, Random random, ref int next)
    {
        int kind = random.Next(10);
        if (kind < 5 || model.Count == 0)
        {
            model.Add(batch.Add(next++, key => key with
            {
                State = Pick(random, KeyState.Enabled, KeyState.Disabled),
                Spec = Pick(random, KeySpec.Aes256, KeySpec.EcP256, KeySpec.Hmac512),
                EnterpriseProjectId = Pick(random, s_projects),
            }));
            return;
        }

        int index = random.Next(model.Count);
        KeyRecord before = model[index];
        if (kind < 9)
        {
            KeyRecord after = before with
            {
                State = Pick(random, KeyState.Enabled, KeyState.Disabled),
                Alias = $"renamed/{next++}",
                EnterpriseProjectId = Pick(random, s_projects),
            };
            batch.UpdateKey(before, after);
            model[index] = after;
        }
        else
        {
            batch.RemoveKey(before);
            model.RemoveAt(index);
        }
    }

    private static void AssertListsAs(List<KeyRecord> model, DewStore store, Random random)
    {
        foreach (KeyFilter filter in Filters())
        {
            KeyRecord[] passing = [.. model.Where(key => Passes(filter, key)).OrderBy(key => key.Sequence)];
            int offset = random.Next(passing.Length + 2);
            int limit = random.Next(5);

            KeyPage page = store.List(filter, offset, limit);

            Assert.Equal(passing.Length, page.Total);
            Assert.Equal(passing.Skip(offset).Take(limit), page.Keys);
        }
    }

    private static IEnumerable<KeyFilter> Filters() =>
        from state in (KeyState?[])[null, KeyState.Enabled, KeyState.Disabled, KeyState.PendingDeletion]
        from spec in (KeySpec?[])[null, KeySpec.Aes256, KeySpec.EcP256]
        from project in (string?[])[null, .. s_projects, "none"]
        select new KeyFilter(Sample.Project, state, spec, project);

    private static bool Passes(KeyFilter filter, KeyRecord key) =>
        (filter.State ?? key.State) == key.State &&
        (filter.Spec ?? key.Spec) == key.Spec &&
        (filter.EnterpriseProjectId ?? key.EnterpriseProjectId) == key.EnterpriseProjectId;

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
