using System.IO.Compression;
using Dew.Core.Jobs;
using Dew.Core.Kms;

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
            });
        }

        using (var test = new TestStore(source.Path))
        {
            test.Change(batch => batch.AddKey(Keys[3], VersionOf(Keys[3])));
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
