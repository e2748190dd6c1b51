using System.Collections.Concurrent;
using Dew.Core;
using Dew.Core.Certificates;

namespace Dew.Daemon.Tests.Tls;

/// <summary>Records in memory, through their stored form.</summary>
internal sealed class InMemoryCertificateStore : ICertificateStore
{
    private readonly ConcurrentDictionary<string, byte[]> _records = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();

    /// <summary>The calls that changed something, in order.</summary>
    internal ConcurrentQueue<CallContext> Calls { get; } = new();

    public CertificateRecord? Find(string serial) => _records.TryGetValue(serial, out byte[]? content) ? CertificateFormat.Decode(content) : null;

    public IReadOnlyList<CertificateRecord> List() =>
        [.. _records.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => CertificateFormat.Decode(pair.Value)!)];

    public ValueTask AddAsync(CallContext call, CertificateRecord record)
    {
        if (!_records.TryAdd(record.Serial, CertificateFormat.Encode(record)))
        {
            throw new InvalidOperationException("the serial is taken");
        }

        Calls.Enqueue(call);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Outcome<CertificateRecord>> UpdateAsync(
        CallContext call, string serial, Func<CertificateRecord, Outcome<CertificateRecord>> change)
    {
        lock (_turn)
        {
            if (Find(serial) is not { } present)
            {
                return ValueTask.FromResult<Outcome<CertificateRecord>>(new Failure(Status.CertificateNotFound, ""));
            }

            Outcome<CertificateRecord> changed = change(present);
            if (changed.IsOk)
            {
                _records[serial] = CertificateFormat.Encode(changed.Value);
                Calls.Enqueue(call);
            }

            return ValueTask.FromResult(changed);
        }
    }

    internal void Forget(string serial) => _records.TryRemove(serial, out _);
}
