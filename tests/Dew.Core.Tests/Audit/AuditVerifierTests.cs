using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

/// <summary>100,000 records, and what somebody may do to them: without the store key (seals break, records and heads can only go) and with it.</summary>
public sealed class AuditVerifierTests(LongChain chain) : IClassFixture<LongChain>
{
    [Fact]
    public void An_untouched_chain_is_intact()
    {
        AuditReport report = chain.Verify(chain.Copy());

        Assert.Empty(report.Findings);
        Assert.Equal(
            (AuditVerdict.Intact, 100_000L, 1L, 100_000L, 100L, 100_000L, 0L),
            (report.Verdict, report.Records, report.First, report.Last, report.Heads, report.SignedSequence, report.UnsignedRecords));
    }

    [Fact]
    public void An_empty_chain_is_intact()
    {
        AuditReport report = chain.Verify(new InMemoryAuditStore(), withAnchor: false);

        Assert.Equal((AuditVerdict.Intact, 0L, 0L, 0L, 0L), (report.Verdict, report.Records, report.First, report.Last, report.UnsignedRecords));
    }

    [Fact]
    public void Records_after_the_last_head_are_counted_as_unsigned()
    {
        InMemoryAuditStore store = chain.CopyUpTo(99_500);

        AuditReport report = chain.Verify(store, withAnchor: false);

        Assert.Equal((AuditVerdict.Intact, 99_000L, 500L), (report.Verdict, report.SignedSequence, report.UnsignedRecords));
    }

    [Fact]
    public void Without_the_key_a_changed_record_is_unreadable()
    {
        InMemoryAuditStore store = chain.Copy();
        store.Damaged.Add(54_321);

        Assert.Equal((AuditFindingKind.Unreadable, 54_321L, 54_321L), Only(chain.Verify(store)));
    }

    [Fact]
    public void Without_the_key_reordered_records_are_unreadable()
    {
        InMemoryAuditStore store = chain.Copy();
        store.Damaged.UnionWith([500, 501]);

        Assert.Equal((AuditFindingKind.Unreadable, 500L, 501L), Only(chain.Verify(store)));
    }

    [Fact]
    public void Without_the_key_a_changed_head_is_invalid()
    {
        InMemoryAuditStore store = chain.Copy();
        store.DamagedHeads.Add(7_000);

        Assert.Equal((AuditFindingKind.HeadInvalid, 7_000L, 7_000L), Only(chain.Verify(store)));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(54_321, 54_321)]
    [InlineData(60_001, 60_999)]
    [InlineData(20_500, 40_499)]
    public void Removed_records_are_missing(long first, long last)
    {
        InMemoryAuditStore store = chain.Copy();
        Remove(store, first, last);

        Assert.Equal((AuditFindingKind.Removed, first, last), Only(chain.Verify(store)));
    }

    [Fact]
    public void A_beginning_that_was_removed_is_missing_and_leaves_the_rest_unfounded()
    {
        InMemoryAuditStore store = chain.Copy();
        Remove(store, 1, 1_500);

        AuditReport report = chain.Verify(store);

        Assert.Equal(AuditVerdict.Broken, report.Verdict);
        Assert.Equal([AuditFindingKind.Removed, AuditFindingKind.Unfounded], report.Findings.Select(static f => f.Kind));
        Assert.Equal((1L, 1_500L), (report.Findings[0].First, report.Findings[0].Last));
    }

    [Fact]
    public void A_beginning_that_was_removed_up_to_a_head_is_missing()
    {
        InMemoryAuditStore store = chain.Copy();
        store.RemoveAuditBefore(2_000);

        Assert.Equal((AuditFindingKind.Removed, 1L, 1_999L), Only(chain.Verify(store)));
    }

    [Fact]
    public void A_tail_that_was_cut_is_named_by_the_head()
    {
        InMemoryAuditStore store = chain.Copy();
        Remove(store, 99_501, 100_000);

        Assert.Equal((AuditFindingKind.TailCut, 99_501L, 100_000L), Only(chain.Verify(store)));
    }

    [Fact]
    public void All_records_gone_is_a_tail_that_was_cut()
    {
        InMemoryAuditStore store = chain.Copy();
        store.Records.Clear();

        Assert.Equal((AuditFindingKind.TailCut, 1L, 100_000L), Only(chain.Verify(store)));
    }

    [Theory]
    [InlineData(99_000)]
    [InlineData(98_765)]
    [InlineData(0)]
    public void An_older_copy_of_the_store_is_named_by_the_anchor(long last)
    {
        Assert.Equal((AuditFindingKind.RolledBack, last + 1, 100_000L), Only(chain.Verify(chain.CopyUpTo(last))));
    }

    [Fact]
    public async Task An_older_copy_that_went_on_is_named_by_the_anchor()
    {
        InMemoryAuditStore store = chain.CopyUpTo(99_000);
        var trail = new AuditTrail(store, new ManualTime());
        for (int i = 0; i < 1_500; i++)
        {
            await trail.AppendAsync(CallContext.OfSystem(Traces.Start).Entry(Status.Ok));
        }

        Assert.Equal((AuditFindingKind.RolledBack, 100_000L, 100_000L), Only(chain.Verify(store)));
    }

    [Fact]
    public void A_changed_record_is_named_by_its_successor()
    {
        InMemoryAuditStore store = chain.Copy();
        LongChain.Edit(store, 54_321, "key-54321", "key-12345");

        Assert.Equal((AuditFindingKind.Changed, 54_321L, 54_321L), Only(chain.Verify(store)));
    }

    [Fact]
    public void A_changed_record_that_a_head_names_is_named_by_both()
    {
        InMemoryAuditStore store = chain.Copy();
        LongChain.Edit(store, 54_000, "key-54000", "key-12345");

        AuditReport report = chain.Verify(store);

        Assert.Equal([AuditFindingKind.Rewritten, AuditFindingKind.Changed], report.Findings.Select(static f => f.Kind));
        Assert.Equal((53_001L, 54_000L, 54_000L), (report.Findings[0].First, report.Findings[0].Last, report.Findings[1].First));
    }

    [Fact]
    public void A_changed_record_with_the_chain_made_to_fit_does_not_fit_the_next_head()
    {
        InMemoryAuditStore store = chain.Copy();
        LongChain.Edit(store, 54_321, "key-54321", "key-12345");
        LongChain.Relink(store, 54_322);

        AuditReport report = chain.Verify(store, withAnchor: false);

        Assert.Equal((AuditFindingKind.Rewritten, 54_001L, 55_000L), Only(report));
        Assert.Equal(54_000, report.SignedSequence);
    }

    [Fact]
    public void A_record_taken_out_with_the_chain_made_to_fit_does_not_fit_the_next_head()
    {
        InMemoryAuditStore store = chain.Copy();
        store.Records.Remove(54_321);
        LongChain.Relink(store, 54_321);

        AuditReport report = chain.Verify(store, withAnchor: false);

        Assert.Equal([AuditFindingKind.Rewritten, AuditFindingKind.TailCut], report.Findings.Select(static f => f.Kind));
        Assert.Equal((54_001L, 55_000L), (report.Findings[0].First, report.Findings[0].Last));
    }

    [Fact]
    public void Records_that_changed_places_are_both_named()
    {
        InMemoryAuditStore store = chain.Copy();
        (store.Records[54_321], store.Records[54_322]) = (store.Records[54_322], store.Records[54_321]);

        AuditReport report = chain.Verify(store);

        Assert.Equal(AuditVerdict.Broken, report.Verdict);
        Assert.Equal([(AuditFindingKind.Reordered, 54_321L), (AuditFindingKind.Reordered, 54_322L)], report.Findings.Select(static f => (f.Kind, f.First)));
    }

    [Fact]
    public void Reordered_records_with_the_chain_made_to_fit_do_not_fit_the_next_head()
    {
        InMemoryAuditStore store = chain.Copy();
        (store.Records[54_321], store.Records[54_322]) = (store.Records[54_322], store.Records[54_321]);
        LongChain.Relink(store, 54_321);

        AuditReport report = chain.Verify(store, withAnchor: false);

        Assert.Equal(AuditVerdict.Broken, report.Verdict);
        Assert.Contains(report.Findings, static f => f.Kind == AuditFindingKind.Rewritten && f.First == 54_001 && f.Last == 55_000);
        Assert.Contains(report.Findings, static f => f.Kind == AuditFindingKind.TimeBack && f.First == 54_322);
    }

    [Fact]
    public void A_rewritten_end_whose_heads_were_removed_is_named_by_the_anchor()
    {
        InMemoryAuditStore store = chain.Copy();
        LongChain.Edit(store, 54_321, "key-54321", "key-12345");
        LongChain.Relink(store, 54_322);
        foreach (long head in store.Heads.Keys.Where(static s => s > 54_000).ToList())
        {
            store.Heads.Remove(head);
        }

        Assert.Equal((AuditFindingKind.RolledBack, 100_000L, 100_000L), Only(chain.Verify(store)));
    }

    [Fact]
    public void A_head_that_another_key_signed_is_invalid()
    {
        using var other = new SoftwareTokenSigner();
        InMemoryAuditStore store = chain.Copy();
        byte[] bytes = SignedAuditHead.BytesToSign(new AuditHead { Sequence = 7_000, Hash = AuditRecord.HashOf(store.Records[7_000].Json.Span), TimeMs = 1 });
        byte[] signature = other.Key.SignData(bytes, System.Security.Cryptography.HashAlgorithmName.SHA256);
        store.Heads[7_000] = new StoredAuditHead(7_000, SignedAuditHead.Join(bytes, signature).ToJson());

        Assert.Equal((AuditFindingKind.HeadInvalid, 7_000L, 7_000L), Only(chain.Verify(store)));
    }

    [Fact]
    public void A_head_at_the_place_of_another_is_invalid()
    {
        InMemoryAuditStore store = chain.Copy();
        store.Heads[7_000] = store.Heads[6_000];

        Assert.Equal((AuditFindingKind.HeadInvalid, 7_000L, 7_000L), Only(chain.Verify(store)));
    }

    [Fact]
    public void An_anchor_that_another_key_signed_is_invalid()
    {
        SignedAuditHead anchor = chain.Anchor with { Signature = Convert.ToBase64String(new byte[70]) };

        AuditReport report = new AuditVerifier(chain.Copy()).Verify(chain.Token.Key, anchor, 100, TestContext.Current.CancellationToken);

        Assert.Equal(AuditFindingKind.HeadInvalid, Only(report).Kind);
    }

    [Fact]
    public void What_is_no_record_is_malformed()
    {
        InMemoryAuditStore store = chain.Copy();
        store.Records[54_321] = new StoredAuditRecord(54_321, "{}"u8.ToArray());

        AuditReport report = chain.Verify(store);

        Assert.Equal([(AuditFindingKind.Malformed, 54_321L), (AuditFindingKind.Changed, 54_321L)], report.Findings.Select(static f => (f.Kind, f.First)));
    }

    [Fact]
    public void Findings_are_bounded_and_counted()
    {
        InMemoryAuditStore store = chain.Copy();
        for (long sequence = 2; sequence <= 2_000; sequence += 2)
        {
            store.Damaged.Add(sequence);
        }

        AuditReport report = chain.Verify(store, maxFindings: 10);

        Assert.Equal((10, 1_000L), (report.Findings.Count, report.FindingCount));
    }

    [Fact]
    public void A_verification_can_be_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        InMemoryAuditStore store = chain.Copy();
        int pages = 0;
        store.BeforeRead = () =>
        {
            if (++pages == 3)
            {
                cancellation.Cancel();
            }
        };

        Assert.Throws<OperationCanceledException>(() => new AuditVerifier(store).Verify(chain.Token.Key, chain.Anchor, 100, cancellation.Token));
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task What_is_written_and_signed_meanwhile_does_not_disturb()
    {
        InMemoryAuditStore store = chain.Copy();
        var time = new ManualTime();
        var trail = new AuditTrail(store, time);
        var signer = new AuditSigner(trail, store, chain.Token, time);
        store.BeforeRead = () =>
        {
            Assert.True(trail.AppendAsync(CallContext.OfSystem(Traces.Start).Entry(Status.Ok)).AsTask().IsCompletedSuccessfully);
            Assert.True(signer.SignAsync().AsTask().IsCompletedSuccessfully);
        };

        AuditReport report = await Task.Run(() => chain.Verify(store), TestContext.Current.CancellationToken);

        Assert.Equal((AuditVerdict.Intact, 100_000L), (report.Verdict, report.Last));
    }

    private static (AuditFindingKind Kind, long First, long Last) Only(AuditReport report)
    {
        AuditFinding finding = Assert.Single(report.Findings);
        Assert.Equal((AuditVerdict.Broken, 1L), (report.Verdict, report.FindingCount));
        Assert.NotEqual("", finding.Message);
        return (finding.Kind, finding.First, finding.Last);
    }

    private static void Remove(InMemoryAuditStore store, long first, long last)
    {
        for (long sequence = last; sequence >= first; sequence--)
        {
            store.Records.Remove(sequence);
        }
    }
}
