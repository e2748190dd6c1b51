using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Dew.Core;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Daemon.Audit;
using Xunit;

namespace Dew.Daemon.Tests.Audit;

/// <summary>A datagram socket of the test's own stands for journald.</summary>
public sealed class JournalTests : AuditFilesTest
{
    private string SocketPath => Path.Combine(Folder, "journal");

    [Fact]
    public async Task A_record_becomes_an_entry_with_fields()
    {
        using Socket journal = Listen();
        using JournalFeed feed = NewFeed();
        await Trail.AppendAsync(new AuditEntry
        {
            Trace = Traces.Kms("createKey"),
            Status = Status.NotPermitted,
            Principal = new Principal(PrincipalKind.User, "fedcba9876543210fedcba9876543210", "alice"),
            Channel = AuditChannel.Tls,
            Source = "192.0.2.7",
            RequestId = "r1",
            ProjectId = "p",
            ResourceId = "k",
            ResourceName = "mine",
            Message = "No.",
        });

        Assert.Null(feed.Tell());

        Dictionary<string, string> fields = Receive(journal);
        Assert.Equal("createKey cmk mine by alice from 192.0.2.7: NotPermitted. No.", fields["MESSAGE"]);
        Assert.Equal(("4", "dewd", "1"), (fields["PRIORITY"], fields["SYSLOG_IDENTIFIER"], fields["DEW_AUDIT_SEQUENCE"]));
        Assert.Equal(("createKey", "k", "alice", "r1", "warning"), (fields["DEW_TRACE_NAME"], fields["DEW_RESOURCE_ID"], fields["DEW_USER"], fields["DEW_REQUEST_ID"], fields["DEW_RATING"]));
    }

    [Theory]
    [InlineData(Status.Ok, "6")]
    [InlineData(Status.KeyNotFound, "4")]
    [InlineData(Status.HsmFailed, "2")]
    public async Task The_priority_follows_the_rating(Status status, string priority)
    {
        using Socket journal = Listen();
        using JournalFeed feed = NewFeed();
        await Trail.AppendAsync(CallContext.OfSystem(Traces.Start).Entry(status));

        feed.Tell();

        Assert.Equal(priority, Receive(journal)["PRIORITY"]);
    }

    [Fact]
    public async Task A_text_with_line_breaks_cannot_make_fields_of_its_own()
    {
        using Socket journal = Listen();
        using JournalFeed feed = NewFeed();
        await Trail.AppendAsync(CallContext.OfSystem(Traces.Start).Entry(Status.Ok, "one\nPRIORITY=0\ntwo") with { ResourceName = "a\nDEW_USER=root" });

        feed.Tell();

        Dictionary<string, string> fields = Receive(journal);
        Assert.Equal(("6", "a\nDEW_USER=root", "system"), (fields["PRIORITY"], fields["DEW_RESOURCE_NAME"], fields["DEW_USER"]));
        Assert.Contains("one\nPRIORITY=0\ntwo", fields["MESSAGE"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_from_before_are_not_told_again()
    {
        using Socket journal = Listen();
        await AppendAsync(3);
        using JournalFeed feed = NewFeed();
        await AppendAsync(1, "new");

        feed.Tell();

        Assert.Equal("4", Receive(journal)["DEW_AUDIT_SEQUENCE"]);
        Assert.Equal(0, journal.Available);
    }

    [Fact]
    public async Task Where_there_is_no_journal_nothing_is_told_and_nothing_is_wrong()
    {
        using JournalFeed feed = NewFeed();
        await AppendAsync(3);

        Assert.Null(feed.Tell());
    }

    [Fact]
    public async Task What_a_journal_that_does_not_read_misses_is_told_later()
    {
        using Socket journal = Listen();
        using JournalFeed feed = NewFeed();
        await AppendAsync(600, new string('x', 4000));

        Assert.NotNull(feed.Tell());
        var told = new List<string>();
        while (told.Count < 600)
        {
            while (told.Count < 600 && journal.Poll(0, SelectMode.SelectRead))
            {
                told.Add(Receive(journal)["DEW_AUDIT_SEQUENCE"]);
            }

            feed.Tell();
        }

        Assert.Equal(Enumerable.Range(1, 600).Select(static i => $"{i}"), told);
        Assert.Null(feed.Tell());
    }

    private JournalFeed NewFeed() => new(Store, new JournalSink(SocketPath), Trail.Position.Sequence);

    private Socket Listen()
    {
        var journal = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
        journal.Bind(new UnixDomainSocketEndPoint(SocketPath));
        return journal;
    }

    /// <summary>Reads an entry as journald does.</summary>
    private static Dictionary<string, string> Receive(Socket journal)
    {
        byte[] buffer = new byte[1 << 18];
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, journal.Receive(buffer));
        var fields = new Dictionary<string, string>();
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            int equals = rest[..end].IndexOf((byte)'=');
            if (equals >= 0)
            {
                fields.Add(Encoding.ASCII.GetString(rest[..equals]), Encoding.UTF8.GetString(rest[(equals + 1)..end]));
                rest = rest[(end + 1)..];
            }
            else
            {
                int length = (int)BinaryPrimitives.ReadInt64LittleEndian(rest[(end + 1)..]);
                int start = end + 1 + sizeof(long);
                fields.Add(Encoding.ASCII.GetString(rest[..end]), Encoding.UTF8.GetString(rest.Slice(start, length)));
                rest = rest[(start + length + 1)..];
            }
        }

        return fields;
    }
}
