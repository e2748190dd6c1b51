using System.IO.Compression;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Storage.Tests;

/// <summary>
/// The store that is kept in Formats/, one archive for every released format: keys in table files, and one change that is only in the
/// write-ahead log, as after a kill. Made by <c>Dew.Storage.Tests --child write-format-fixture ARCHIVE</c>, once for each format; an archive
/// in the tree is never made anew.
/// </summary>
internal static class FormatFixture
{
    internal const string Command = "write-format-fixture";

    internal static readonly KeyRecord[] Keys =
    [
        Sample.Key(1, 1),
        Sample.Key(2, 2) with { Spec = KeySpec.Rsa2048, Usage = KeyUsage.SignVerify, State = KeyState.Disabled, Alias = "schlüssel/2" },
        Sample.Key(3, 3) with { State = KeyState.PendingDeletion, DeletionDue = Sample.Time.AddDays(7), EnterpriseProjectId = "blue" },
        Sample.Key(4, 4) with { Spec = KeySpec.Hmac512, Usage = KeyUsage.GenerateVerifyMac, KeystoreId = "memory" },
    ];

    /// <summary>Keys of another project; not in format 1.</summary>
    internal static readonly KeyRecord[] OtherKeys =
    [
        Sample.Key(5, 5) with { ProjectId = Sample.OtherProject, Alias = "key/1" },
        Sample.Key(6, 6) with { ProjectId = Sample.OtherProject, Tags = TagSet.Of([new Tag("stage", "prüfung"), new Tag("empty", "")]) },
    ];

    /// <summary>Not in format 1.</summary>
    internal static readonly DirectoryEntry[] Entries =
    [
        Sample.Entry(EntryKind.Project, Sample.OtherProject),
        Sample.Entry(EntryKind.User, "alice"),
        new(EntryKind.AccessSecret, "AK1", new byte[] { 0, 1, 2, 255 }),
    ];

    /// <summary>1 and 2 were removed; not in format 1.</summary>
    internal static readonly StoredAuditRecord[] AuditRecords = Sample.AuditRecords(3, 8);

    /// <summary>Not in format 1.</summary>
    internal static readonly StoredAuditHead[] AuditHeads = [Sample.AuditHead(4), Sample.AuditHead(9)];

    internal static readonly Job Job = Sample.DeletionOf(Keys[2]);

    internal static KeyVersionRecord VersionOf(KeyRecord key)
    {
        byte[] material = [.. Enumerable.Range(0, 40).Select(i => (byte)(i + key.Sequence))];
        return Sample.VersionOf(key) with
        {
            WrappedMaterial = material,
            PublicKey = key.Spec == KeySpec.Rsa2048 ? material.AsMemory(0, 20) : default,
        };
    }

    internal static int Write(string archive)
    {
        using var source = new TemporaryDirectory();
        using (var test = new TestStore(source.Path))
        {
            test.Change(batch =>
            {
                Array.ForEach(Keys[..3], key => batch.AddKey(key, VersionOf(key)));
                batch.AddJob(Job);
                Array.ForEach(Entries[..2], entry => batch.PutEntry(entry));
                batch.AddAuditRecord(Sample.AuditRecord(1));
            });
            test.Store.AppendAudit(Sample.AuditRecords(2, 4));
            test.Store.PutAuditHead(AuditHeads[0]);
            test.Store.RemoveAuditBefore(3);
        }

        using (var test = new TestStore(source.Path))
        {
            test.Change(batch =>
            {
                Array.ForEach([Keys[3], .. OtherKeys], key => batch.AddKey(key, VersionOf(key)));
                batch.PutEntry(Entries[2]);
                batch.AddAuditRecord(Sample.AuditRecord(6));
            });
            test.Store.AppendAudit(Sample.AuditRecords(7, 3));
            test.Store.PutAuditHead(AuditHeads[1]);
            test.Store.AppendAudit(Sample.AuditRecords(10, 1));
            Archive(source.Path, archive);
        }

        return 0;
    }

    private static void Archive(string directory, string archive)
    {
        using ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Create);
        foreach (string file in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            if (!Path.GetFileName(file).StartsWith("LOG", StringComparison.Ordinal))
            {
                using FileStream content = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using Stream entry = zip.CreateEntry(Path.GetFileName(file), CompressionLevel.SmallestSize).Open();
                content.CopyTo(entry);
            }
        }
    }
}
