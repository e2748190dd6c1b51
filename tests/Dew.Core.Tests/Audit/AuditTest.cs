using System.Text.Json;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Audit;

/// <summary>A trail over a store in memory, and short ways to fill it and to look at it.</summary>
public abstract class AuditTest
{
    protected const string Project = "0123456789abcdef0123456789abcdef";

    private protected InMemoryAuditStore Store { get; } = new();

    private protected ManualTime Time { get; } = new();

    private protected AuditTrail NewTrail(int backlogLimit = 65536) => new(Store, Time, backlogLimit);

    private protected static AuditEntry Entry(string resourceId = "", string trace = "createKey", Status status = Status.Ok) => new()
    {
        Trace = Traces.Kms(trace),
        Status = status,
        Principal = new Principal(PrincipalKind.User, "fedcba9876543210fedcba9876543210", "alice"),
        Channel = AuditChannel.Tls,
        ProjectId = Project,
        ResourceId = resourceId,
    };

    private protected static async Task AppendAsync(AuditTrail trail, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await trail.AppendAsync(Entry($"key-{i}")));
        }
    }

    private protected AuditRecord Read(long sequence) => Read(Store.Records[sequence]);

    private protected static AuditRecord Read(in StoredAuditRecord record) => AuditRecord.Parse(record.Json.Span) ?? throw new JsonException("This is no record.");

    /// <summary>Every record names its place and the hash of the one before.</summary>
    private protected void AssertChained()
    {
        string previous = AuditChain.NoHash;
        long expected = 1;
        long time = 0;
        foreach ((long sequence, StoredAuditRecord stored) in Store.Records)
        {
            AuditRecord record = Read(stored);
            Assert.Equal(expected++, sequence);
            Assert.Equal(sequence, record.Sequence);
            Assert.Equal(previous, record.Previous);
            Assert.True(record.TimeMs >= time);
            (previous, time) = (AuditRecord.HashOf(stored.Json.Span), record.TimeMs);
        }
    }
}
