using Dew.Core.Jobs;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>The life of keys: creation, states, names, deletion, and queries (reference sections 2.1, 2.2 and 8).</summary>
/// <remarks>
/// Members may be called from any thread; changes are made one after the other, each durable before it is answered.
/// Every member throws <see cref="StoreException"/> when the store cannot be read, written or believed.
/// </remarks>
public sealed partial class KeyService : IDisposable
{
    private readonly IKeyStore _store;
    private readonly ICryptoProvider _provider;
    private readonly KeyRing _ring;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _change = new(1, 1);
    private volatile bool _disposed;

    /// <summary>Composes the service.</summary>
    /// <param name="store">Where keys are kept.</param>
    /// <param name="provider">Where keys are made.</param>
    /// <param name="ring">The keys in use, told of every change.</param>
    /// <param name="time">The clock.</param>
    public KeyService(IKeyStore store, ICryptoProvider provider, KeyRing ring, TimeProvider time)
    {
        _store = store;
        _provider = provider;
        _ring = ring;
        _time = time;
    }

    /// <summary>Creates a key, enabled. The material is generated in the HSM before anything is written.</summary>
    /// <param name="request">What to create.</param>
    /// <returns>The key, or one of the failures of create-key.</returns>
    public async ValueTask<Outcome<KeyRecord>> CreateAsync(NewKey request)
    {
        KeyUsage usage = request.Usage ?? request.Spec.DefaultUsage();
        if (Check(request, usage) is { } refused)
        {
            return refused;
        }

        Outcome<GeneratedKey> generated = await _provider.GenerateKeyAsync(request.Spec);
        if (!generated.TryGet(out GeneratedKey? material, out Failure failure))
        {
            return failure;
        }

        await EnterChangeAsync();
        try
        {
            return AddKey(request, usage, material);
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>Stops accepting changes. One that is being made is finished; those that wait for it are refused.</summary>
    /// <remarks>The semaphore is left alone: disposed, it would fail the one change and never wake the others. It holds nothing native.</remarks>
    public void Dispose() => _disposed = true;

    /// <exception cref="ObjectDisposedException">The service has ended.</exception>
    private async ValueTask EnterChangeAsync()
    {
        await _change.WaitAsync();
        if (_disposed)
        {
            _change.Release();
            throw new ObjectDisposedException(nameof(KeyService));
        }
    }

    private Failure? Check(NewKey request, KeyUsage usage)
    {
        Failure? failure = KeyRules.CheckAlias(request.Alias)
            ?? KeyRules.CheckDescription(request.Description)
            ?? KeyRules.CheckEnterpriseProjectId(request.EnterpriseProjectId)
            ?? KeyRules.CheckUsage(request.Spec, usage);
        if (failure is null && request.KeystoreId != "0")
        {
            failure = new Failure(Status.KeyStoreUnsupported, "keystore_id must be \"0\", the default key store; there is no other.");
        }

        return failure ?? CheckAliasFree(request.Alias);
    }

    private Failure? CheckAliasFree(string alias) => _store.FindAlias(alias) is { } owner
        ? new Failure(Status.AliasTaken, $"The alias {alias} belongs to key {owner} already.")
        : null;

    private Outcome<KeyRecord> AddKey(NewKey request, KeyUsage usage, GeneratedKey material)
    {
        if (CheckAliasFree(request.Alias) is { } taken)
        {
            return taken;
        }

        DateTimeOffset now = Now();
        using IKeyStoreBatch batch = _store.Begin();
        var key = new KeyRecord
        {
            Id = Guid.NewGuid(),
            Sequence = batch.NextSequence(),
            Alias = request.Alias,
            Description = request.Description,
            Spec = request.Spec,
            Usage = usage,
            State = KeyState.Enabled,
            Created = now,
            EnterpriseProjectId = request.EnterpriseProjectId,
            KeystoreId = request.KeystoreId,
            CurrentVersion = 1,
        };
        batch.AddKey(key, new KeyVersionRecord
        {
            KeyId = key.Id,
            Version = 1,
            Spec = key.Spec,
            RootGeneration = material.RootGeneration,
            WrappedMaterial = material.WrappedMaterial,
            PublicKey = material.PublicKey,
            Created = now,
        });
        batch.Commit();
        return key;
    }

    /// <summary>Changes one key's metadata: reads, decides, writes, tells the ring.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="decide">The new metadata, or why not.</param>
    private async ValueTask<Outcome<KeyRecord>> ChangeAsync(Guid keyId, Func<KeyRecord, Outcome<KeyRecord>> decide)
    {
        await EnterChangeAsync();
        try
        {
            if (_store.FindKey(keyId) is not { } before)
            {
                return Failures.KeyNotFound(keyId);
            }

            Outcome<KeyRecord> decision = decide(before);
            if (!decision.TryGet(out KeyRecord? after, out Failure failure))
            {
                return failure;
            }

            using IKeyStoreBatch batch = _store.Begin();
            batch.UpdateKey(before, after);
            if (JobOf(before) is { } obsolete)
            {
                batch.RemoveJob(obsolete);
            }

            if (JobOf(after) is { } job)
            {
                batch.AddJob(job);
            }

            batch.Commit();
            _ring.Update(after);
            return after;
        }
        finally
        {
            _change.Release();
        }
    }

    private static Job? JobOf(KeyRecord key) => key.DeletionDue is { } due ? new Job(due, JobKind.DeleteKey, key.Id) : null;

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
