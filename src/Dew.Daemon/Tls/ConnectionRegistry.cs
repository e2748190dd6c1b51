using Microsoft.AspNetCore.Connections;

namespace Dew.Daemon.Tls;

/// <summary>The open TLS connections by certificate, so that a revocation closes them at once.</summary>
internal sealed class ConnectionRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<Entry>> _bySerial = new(StringComparer.Ordinal);
    private long _aborted;

    /// <summary>Connections closed because their certificate was revoked or expired.</summary>
    internal long Aborted => Interlocked.Read(ref _aborted);

    /// <summary>Open connections of a certificate.</summary>
    internal int Count(string serial)
    {
        lock (_gate)
        {
            return _bySerial.TryGetValue(serial, out HashSet<Entry>? entries) ? entries.Count : 0;
        }
    }

    /// <summary>Enters a connection until the result is disposed. Look after this whether the certificate is still good: a revocation before closes nothing.</summary>
    internal IDisposable Enter(ConnectionContext connection, TlsFeature tls)
    {
        var entry = new Entry(this, connection, tls);
        lock (_gate)
        {
            if (!_bySerial.TryGetValue(tls.Serial, out HashSet<Entry>? entries))
            {
                _bySerial.Add(tls.Serial, entries = []);
            }

            entries.Add(entry);
        }

        return entry;
    }

    /// <summary>Closes all connections of a certificate at once, whatever they are at.</summary>
    internal void Abort(string serial)
    {
        Entry[] entries;
        lock (_gate)
        {
            entries = _bySerial.TryGetValue(serial, out HashSet<Entry>? found) ? [.. found] : [];
        }

        Abort(entries, "The client's certificate was revoked.");
    }

    /// <summary>Closes the connections whose certificate has expired.</summary>
    internal void AbortExpired(DateTimeOffset now)
    {
        Entry[] entries;
        lock (_gate)
        {
            entries = [.. _bySerial.Values.SelectMany(static e => e).Where(e => !e.Tls.IsGood(now))];
        }

        Abort(entries, "The client's certificate has expired.");
    }

    private void Abort(Entry[] entries, string reason)
    {
        foreach (Entry entry in entries)
        {
            entry.Tls.Revoke();
            entry.Connection.Abort(new ConnectionAbortedException(reason));
            Interlocked.Increment(ref _aborted);
        }
    }

    private void Leave(Entry entry)
    {
        lock (_gate)
        {
            if (_bySerial.TryGetValue(entry.Tls.Serial, out HashSet<Entry>? entries) && entries.Remove(entry) && entries.Count == 0)
            {
                _bySerial.Remove(entry.Tls.Serial);
            }
        }
    }

    private sealed class Entry(ConnectionRegistry registry, ConnectionContext connection, TlsFeature tls) : IDisposable
    {
        internal ConnectionContext Connection { get; } = connection;

        internal TlsFeature Tls { get; } = tls;

        public void Dispose() => registry.Leave(this);
    }
}
