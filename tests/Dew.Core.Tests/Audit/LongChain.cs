using System.Text;
using System.Text.Json;
using Dew.Core.Audit;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

/// <summary>A chain of 100,000 records with a head every 1,000 records, made once and copied for each test.</summary>
public sealed class LongChain : IAsyncLifetime
{
    internal const int Records = 100_000;
    internal const int Interval = 1_000;

    private readonly InMemoryAuditStore _store = new();

    internal SoftwareTokenSigner Token { get; } = new();

    internal SignedAuditHead Anchor => SignedAuditHead.Parse(_store.LastAuditHead!.Value.Json.Span)!;

    public async ValueTask InitializeAsync()
    {
        var time = new ManualTime();
        var trail = new AuditTrail(_store, time);
        var signer = new AuditSigner(trail, _store, Token, time);
        for (int i = 1; i <= Records; i++)
        {
            await trail.AppendAsync(CallContext.OfSystem(Traces.Kms("createKey")).Entry(Status.Ok) with { ResourceId = $"key-{i}" });
            time.Advance(TimeSpan.FromMilliseconds(10));
            if (i % Interval == 0)
            {
                (await signer.SignAsync()).Ok();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Token.Dispose();
        return ValueTask.CompletedTask;
    }

    internal InMemoryAuditStore Copy() => CopyUpTo(Records);

    /// <summary>The store as it was when it ended with a record.</summary>
    internal InMemoryAuditStore CopyUpTo(long last) => new()
    {
        Records = new SortedList<long, StoredAuditRecord>(_store.Records.Where(r => r.Key <= last).ToDictionary()),
        Heads = new SortedList<long, StoredAuditHead>(_store.Heads.Where(r => r.Key <= last).ToDictionary()),
    };

    internal AuditReport Verify(InMemoryAuditStore store, bool withAnchor = true, int maxFindings = 100) =>
        new AuditVerifier(store).Verify(Token.Key, withAnchor ? Anchor : null, maxFindings, TestContext.Current.CancellationToken);

    /// <summary>Changes a record's text, as somebody with the store key can.</summary>
    internal static void Edit(InMemoryAuditStore store, long sequence, string from, string to) => store.Records[sequence] = new StoredAuditRecord(
        sequence, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(store.Records[sequence].Json.Span).Replace(from, to, StringComparison.Ordinal)));

    /// <summary>Makes the chain fit again from a record on: places and hashes, but no signatures.</summary>
    internal static void Relink(InMemoryAuditStore store, long from)
    {
        StoredAuditRecord[] records = [.. store.Records.Values];
        store.Records.Clear();
        foreach (StoredAuditRecord stored in records)
        {
            long sequence = store.Records.Count + 1;
            if (sequence < from)
            {
                store.Records.Add(sequence, stored);
                continue;
            }

            AuditRecord record = AuditRecord.Parse(stored.Json.Span)! with
            {
                Sequence = sequence,
                Previous = sequence == 1 ? AuditChain.NoHash : AuditRecord.HashOf(store.Records[sequence - 1].Json.Span),
            };
            store.Records.Add(sequence, new StoredAuditRecord(sequence, JsonSerializer.SerializeToUtf8Bytes(record, AuditJson.Default.AuditRecord)));
        }
    }
}
