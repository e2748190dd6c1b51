using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests;

/// <summary>The services over the fakes. A test that ends with a slot still rented, or a batch still open, fails.</summary>
public abstract class KmsTest : IDisposable
{
    private protected const string ProjectId = "0123456789abcdef0123456789abcdef";

    private protected static readonly AdditionalData NoAad;

    private int _aliases;

    protected KmsTest()
    {
        Ring = new KeyRing(Store, Provider);
        Audit = new AuditTrail(AuditStore, Time);
        Changes = new Changes(Store, Audit);
        Keys = new KeyService(Store, Provider, Ring, Changes, Time);
        Crypto = new CryptoService(Provider, Ring);
    }

    private protected ManualTime Time { get; } = new();

    private protected InMemoryKeyStore Store { get; } = new();

    private protected InMemoryAuditStore AuditStore => Store.Audit;

    private protected AuditTrail Audit { get; }

    private protected Changes Changes { get; }

    private protected SoftwareProvider Provider { get; } = new();

    private protected KeyRing Ring { get; }

    private protected KeyService Keys { get; }

    private protected CryptoService Crypto { get; }

    public void Dispose()
    {
        Changes.Dispose();
        GC.SuppressFinalize(this);
        Assert.Equal(0, Provider.Outstanding);
        Assert.Equal(Provider.Rented, Provider.Returned);
        Assert.False(Store.IsBatchOpen);
    }

    /// <summary>A caller who may do everything.</summary>
    private protected static CallContext Call(string trace = "test") => new()
    {
        Principal = new Principal(PrincipalKind.User, "fedcba9876543210fedcba9876543210", "tester"),
        Trace = Traces.Kms(trace),
        ProjectId = ProjectId,
        Channel = AuditChannel.Unix,
        RequestId = "r-1",
    };

    private protected async Task<KeyRecord> CreateAsync(KeySpec spec = KeySpec.Aes256, KeyUsage? usage = null, string? alias = null) =>
        (await Keys.CreateAsync(Call(), new NewKey { Alias = alias ?? $"key-{++_aliases}", Spec = spec, Usage = usage })).Ok();

    private protected async Task<Guid> CreateIdAsync(KeySpec spec = KeySpec.Aes256, KeyUsage? usage = null) => (await CreateAsync(spec, usage)).Id;

    /// <summary>A key brought into a state by the service itself.</summary>
    private protected async Task<Guid> CreateInAsync(KeyState state, KeySpec spec = KeySpec.Aes256, KeyUsage? usage = null)
    {
        Guid keyId = await CreateIdAsync(spec, usage);
        if (state == KeyState.Disabled)
        {
            (await Keys.DisableAsync(Call(), keyId)).Ok();
        }
        else if (state == KeyState.PendingDeletion)
        {
            (await Keys.ScheduleDeletionAsync(Call(), keyId, 7)).Ok();
        }

        return keyId;
    }

    /// <summary>A key whose public half is given, as if it had been generated so.</summary>
    private protected Guid PutPublicKey(KeySpec spec, ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        PutKey(spec, new GeneratedKey(RootGeneration: 1, default, subjectPublicKeyInfo));

    /// <summary>A key of given material, as if it had been generated so.</summary>
    private protected Guid PutKey(KeySpec spec, GeneratedKey material)
    {
        var key = new KeyRecord
        {
            Id = Guid.NewGuid(),
            Sequence = 1_000_000 + ++_aliases,
            ProjectId = ProjectId,
            Alias = $"put-{_aliases}",
            Description = "",
            Spec = spec,
            Usage = spec.DefaultUsage(),
            State = KeyState.Enabled,
            Created = Time.Now,
            EnterpriseProjectId = "0",
            KeystoreId = "0",
            CurrentVersion = 1,
        };
        Store.PutKey(key);
        Store.PutVersion(Version(key, 1, material), makeCurrent: true);
        return key.Id;
    }

    /// <summary>A second version becomes current, as a rotation would have it.</summary>
    private protected void Rotate(Guid keyId)
    {
        KeyRecord key = Store.FindKey(keyId)!;
        Store.PutVersion(Version(key, key.CurrentVersion + 1, TestKeys.Generate(key.Spec)), makeCurrent: true);
        Ring.Remove(keyId);
    }

    /// <summary>A change that nobody is in the way of, made at once: for hooks, which stand for another thread.</summary>
    private protected static void Now<T>(ValueTask<T> change)
    {
        Assert.True(change.IsCompletedSuccessfully);
        _ = change.Result;
    }

    private protected async Task<byte[]> EncryptAsync(Guid keyId, byte[] plaintext, AdditionalData additionalData = default) =>
        (await Crypto.EncryptAsync(keyId, plaintext, EncryptionAlgorithm.SymmetricDefault, additionalData)).Take();

    private protected ValueTask<Outcome<Plaintext>> DecryptAsync(byte[] ciphertext, AdditionalData additionalData = default, Guid? keyId = null) =>
        Crypto.DecryptAsync(keyId, ciphertext, EncryptionAlgorithm.SymmetricDefault, additionalData);

    private protected static AdditionalData Text(string text) => AdditionalData.FromText(System.Text.Encoding.UTF8.GetBytes(text));

    private protected static AdditionalData Context(params (string Name, string Value)[] members) =>
        AdditionalData.FromContext([.. members.Select(static m => KeyValuePair.Create(m.Name, m.Value))]);

    private protected static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)(i * 7))];

    private KeyVersionRecord Version(KeyRecord key, uint version, GeneratedKey material) => new()
    {
        KeyId = key.Id,
        Version = version,
        Spec = key.Spec,
        RootGeneration = material.RootGeneration,
        WrappedMaterial = material.WrappedMaterial,
        PublicKey = material.PublicKey,
        Created = Time.Now,
    };
}
