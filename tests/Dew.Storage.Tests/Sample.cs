using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;

namespace Dew.Storage.Tests;

/// <summary>Records to store. The same number always gives the same record.</summary>
internal static class Sample
{
    internal static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    internal static Guid Id(int n) => new(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    internal static KeyRecord Key(int n, long sequence) => new()
    {
        Id = Id(n),
        Sequence = sequence,
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

    /// <summary>Adds a key with its version at the next place.</summary>
    internal static KeyRecord Add(this IKeyStoreBatch batch, int n, Func<KeyRecord, KeyRecord>? change = null)
    {
        KeyRecord key = Key(n, batch.NextSequence());
        key = change?.Invoke(key) ?? key;
        batch.AddKey(key, VersionOf(key));
        return key;
    }
}
