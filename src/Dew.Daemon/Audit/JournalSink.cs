using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Dew.Core.Audit;

namespace Dew.Daemon.Audit;

/// <summary>Tells journald of records, in its native protocol: one datagram an entry, each field a line, or name, length and bytes if it has line breaks. One thread.</summary>
internal sealed class JournalSink : IDisposable
{
    private readonly UnixDomainSocketEndPoint _journal;
    private readonly string _path;
    private readonly ArrayBufferWriter<byte> _entry = new(4096);
    private Socket? _socket;

    internal JournalSink(string path)
    {
        _path = path;
        _journal = new UnixDomainSocketEndPoint(path);
    }

    /// <summary>Why the last record could not be told; null if it could, or there is no journal.</summary>
    internal string? Error { get; private set; }

    /// <summary>Tells a record.</summary>
    /// <returns>False if it should be tried again later. Where there is no journal nothing is told, and that is true.</returns>
    internal bool TryTell(AuditRecord record)
    {
        if (!File.Exists(_path))
        {
            Error = null;
            return true;
        }

        Write(record);
        try
        {
            // Not blocking: a journal that does not read must not hold up signing and exporting.
            _socket ??= new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            _socket.SendTo(_entry.WrittenSpan, _journal);
            Error = null;
            return true;
        }
        catch (SocketException e)
        {
            _socket?.Dispose();
            _socket = null;
            Error = e.Message;
            return false;
        }
    }

    public void Dispose() => _socket?.Dispose();

    private void Write(AuditRecord record)
    {
        _entry.ResetWrittenCount();
        Field("MESSAGE", Words(record));
        Field("PRIORITY", record.TraceRating switch { AuditRating.Normal => "6", AuditRating.Warning => "4", _ => "2" });
        Field("SYSLOG_IDENTIFIER", "dewd");
        Field("DEW_AUDIT_SEQUENCE", record.Sequence.ToString(CultureInfo.InvariantCulture));
        Field("DEW_TRACE_NAME", record.TraceName);
        Field("DEW_SERVICE_TYPE", record.ServiceType);
        Field("DEW_RATING", record.TraceRating);
        Field("DEW_OUTCOME", record.Outcome);
        Field("DEW_RESOURCE_TYPE", record.ResourceType);
        Field("DEW_RESOURCE_ID", record.ResourceId);
        Field("DEW_RESOURCE_NAME", record.ResourceName);
        Field("DEW_USER", record.UserName);
        Field("DEW_USER_ID", record.UserId);
        Field("DEW_ACCESS_KEY_ID", record.AccessKeyId);
        Field("DEW_CHANNEL", record.Channel);
        Field("DEW_SOURCE_IP", record.SourceIp);
        Field("DEW_REQUEST_ID", record.RequestId);
        Field("DEW_PROJECT_ID", record.ProjectId);
        Field("DEW_COUNT", record.Count?.ToString(CultureInfo.InvariantCulture));
    }

    private static string Words(AuditRecord record)
    {
        var words = new StringBuilder($"{record.TraceName} {record.ResourceType}");
        Add(" ", record.ResourceName ?? record.ResourceId);
        Add(" by ", record.UserName ?? record.UserId ?? record.UserType);
        Add(" from ", record.SourceIp);
        Add(": ", record.Outcome);
        Add(" times ", record.Count?.ToString(CultureInfo.InvariantCulture));
        Add(". ", record.Message);
        return words.ToString();

        void Add(string before, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                words.Append(before).Append(text);
            }
        }
    }

    private void Field(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        Encoding.ASCII.GetBytes(name, _entry);
        if (value.Contains('\n', StringComparison.Ordinal))
        {
            _entry.Write("\n"u8);
            BinaryPrimitives.WriteInt64LittleEndian(_entry.GetSpan(sizeof(long)), Encoding.UTF8.GetByteCount(value));
            _entry.Advance(sizeof(long));
        }
        else
        {
            _entry.Write("="u8);
        }

        Encoding.UTF8.GetBytes(value, _entry);
        _entry.Write("\n"u8);
    }
}
