using Dew.Core.Audit;
using Dew.Core.Certificates;
using Dew.Core.Ports;
using Xunit;
using static Dew.Core.Tests.Certificates.TestCertificates;

namespace Dew.Core.Tests.Certificates;

public sealed class DirectoryCertificateStoreTests : KmsTest
{
    private DirectoryCertificateStore Certificates => new(Store, Changes);

    [Fact]
    public async Task A_record_comes_back_as_it_was()
    {
        CertificateRecord record = Record() with
        {
            State = CertificateState.Revoked,
            RevokedAt = Begin.AddDays(1),
            RevocationReason = RevocationReason.PrivilegeWithdrawn,
        };
        await Certificates.AddAsync(NewCall(), record);
        CertificateRecord found = Certificates.Find(record.Serial)!;
        Assert.Equal(record.Certificate.ToArray(), found.Certificate.ToArray());
        Assert.Equal(record, found with { Certificate = record.Certificate });
        Assert.Single(Certificates.List());
    }

    [Theory]
    [InlineData("")]
    [InlineData("4A000000000000000000000000000001")]
    [InlineData("4a00000000000000000000000000000")]
    [InlineData("4a0000000000000000000000000000011")]
    [InlineData("4a00000000000000000000000000000é")]
    public async Task Only_a_serial_finds(string serial)
    {
        await Certificates.AddAsync(NewCall(), Record());
        Assert.Null(Certificates.Find(serial));
    }

    [Fact]
    public async Task A_change_is_recorded_and_a_refused_one_is_not()
    {
        await Certificates.AddAsync(NewCall(), Record());
        CallContext call = NewCall();
        Assert.True((await Certificates.UpdateAsync(call, Record().Serial, static r => CertificateRules.Revoke(r, RevocationReason.Superseded, Begin))).IsOk);
        Assert.True(call.IsRecorded);
        Assert.Equal(CertificateState.Revoked, Certificates.Find(Record().Serial)!.State);

        CallContext refused = NewCall();
        Assert.Equal(
            Status.CertificateNotActive,
            (await Certificates.UpdateAsync(refused, Record().Serial, static r => CertificateRules.Revoke(r, RevocationReason.Superseded, Begin))).Status);
        Assert.False(refused.IsRecorded);
        Assert.Equal(Status.CertificateNotFound, (await Certificates.UpdateAsync(refused, new string('4', 32), static r => r)).Status);
    }

    [Fact]
    public async Task A_serial_is_used_once()
    {
        await Certificates.AddAsync(NewCall(), Record());
        await Assert.ThrowsAsync<ArgumentException>(async () => await Certificates.AddAsync(NewCall(), Record()));
    }

    [Fact]
    public async Task A_damaged_record_is_not_believed()
    {
        using (Change change = await Changes.BeginAsync())
        {
            change.Batch.PutEntry(new DirectoryEntry(EntryKind.Certificate, Record().Serial, CertificateFormat.Encode(Record("4b000000000000000000000000000002"))));
            change.Batch.PutEntry(new DirectoryEntry(EntryKind.Certificate, "4c000000000000000000000000000003", "{}"u8.ToArray()));
            change.Commit(NewCall());
        }

        Assert.Throws<StoreException>(() => Certificates.Find(Record().Serial));
        Assert.Throws<StoreException>(() => Certificates.Find("4c000000000000000000000000000003"));
    }

    private static CallContext NewCall() => CallContext.OfSystem(Traces.Iam("issueCertificate", "certificate"));
}
