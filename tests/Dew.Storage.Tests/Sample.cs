using System.Text;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Storage.Tests;

/// <summary>Records to store. The same number always gives the same record.</summary>
internal static class Sample
{
    internal static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    /// <summary>The project of all keys that are not said to be in another one.</summary>
    internal const string Project = "0123456789abcdef0123456789abcdef";

    internal const string OtherProject = "00112233445566778899aabbccddeeff";

    /// <summary>Passes every key of <see cref="Project"/>.</summary>
    internal static readonly KeyFilter Any = new(Project);

    internal static Guid Id(int n) => new(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    internal static KeyRecord Key(int n, long sequence) => new()
    {
        Id = Id(n),
        Sequence = sequence,
        ProjectId = Project,
        Alias = $"key/{n}",
        Description = $"description {n}",
        Spec = KeySpec.Aes256,
        Usage = KeyUsage.EncryptDecrypt,
        State = KeyState.Enabled,
        Created = Time.AddSeconds(n),
        EnterpriseProjectId = "0",
        KeystoreId = "0",
        CurrentVersion = 1,
    };

    internal static KeyVersionRecord VersionOf(KeyRecord key)
    {
        byte[] material = new byte[40];
        new Random(key.Id.GetHashCode()).NextBytes(material);
        return new KeyVersionRecord
        {
            KeyId = key.Id,
            Version = key.CurrentVersion,
            Spec = key.Spec,
            RootGeneration = 1,
            WrappedMaterial = material,
            PublicKey = ReadOnlyMemory<byte>.Empty,
            Created = key.Created,
        };
    }

    internal static Job DeletionOf(KeyRecord key) => new(key.DeletionDue!.Value, JobKind.DeleteKey, key.Id);

    internal static DirectoryEntry Entry(EntryKind kind, string id) => new(kind, id, Encoding.UTF8.GetBytes($"{{\"{kind}\":\"{id}\"}}"));

    /// <summary>About as long as a real one.</summary>
    internal static StoredAuditRecord AuditRecord(long sequence) => new(sequence, Encoding.UTF8.GetBytes(
        $"{{\"sequence\":{sequence},\"previous\":\"{new string('0', 64)}\",\"trace_name\":\"createDatakey\",\"detail\":\"{new string('x', 400)}\"}}"));

    internal static StoredAuditRecord[] AuditRecords(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => AuditRecord(first + i))];

    internal static StoredAuditHead AuditHead(long sequence) => new(sequence, Encoding.UTF8.GetBytes($"{{\"sequence\":{sequence},\"signature\":\"\"}}"));

    /// <summary>The text of what is stored, to be compared.</summary>
    internal static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span);

    /// <summary>Adds a key with its version at the next place.</summary>
    internal static KeyRecord Add(this IStoreBatch batch, int n, Func<KeyRecord, KeyRecord>? change = null)
    {
        KeyRecord key = Key(n, batch.NextSequence());
        key = change?.Invoke(key) ?? key;
        batch.AddKey(key, VersionOf(key));
        return key;
    }
}
