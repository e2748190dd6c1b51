using Dew.Core.Jobs;
using Dew.Core.Ports;

namespace Dew.Core.Kms;

/// <summary>The life of keys: creation, states, names, deletion, and queries (reference sections 2.1, 2.2 and 8).</summary>
/// <remarks>
/// Members may be called from any thread; changes are made one after the other, each durable and recorded before it is answered.
/// Every member throws <see cref="StoreException"/> when the store cannot be read, written or believed.
/// Whether the caller may do what it asks for, and whether the key belongs to its project, is decided before (<see cref="KeyAccess"/>).
/// </remarks>
public sealed partial class KeyService
{
    private readonly IKeyStore _store;
    private readonly ICryptoProvider _provider;
    private readonly KeyRing _ring;
    private readonly Changes _changes;
    private readonly TimeProvider _time;

    /// <summary>Composes the service.</summary>
    /// <param name="store">Where keys are kept.</param>
    /// <param name="provider">Where keys are made.</param>
    /// <param name="ring">The keys in use, told of every change.</param>
    /// <param name="changes">The way to change the store.</param>
    /// <param name="time">The clock.</param>
    public KeyService(IKeyStore store, ICryptoProvider provider, KeyRing ring, Changes changes, TimeProvider time)
    {
        _store = store;
        _provider = provider;
        _ring = ring;
        _changes = changes;
        _time = time;
    }

    /// <summary>Creates a key, enabled. The material is generated in the HSM before anything is written.</summary>
    /// <param name="call">Who asks; the key belongs to its project.</param>
    /// <param name="request">What to create.</param>
    /// <returns>The key, or one of the failures of create-key.</returns>
    public async ValueTask<Outcome<KeyRecord>> CreateAsync(CallContext call, NewKey request)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(request);
        KeyUsage usage = request.Usage ?? request.Spec.DefaultUsage();
        if (Check(call.ProjectId, request, usage) is { } refused)
        {
            return refused;
        }

        Outcome<GeneratedKey> generated = await _provider.GenerateKeyAsync(request.Spec);
        if (!generated.TryGet(out GeneratedKey? material, out Failure failure))
        {
            return failure;
        }

        using Change change = await _changes.BeginAsync();
        return AddKey(change, call, request, usage, material);
    }

    private Failure? Check(string projectId, NewKey request, KeyUsage usage)
    {
        Failure? failure = KeyRules.CheckAlias(request.Alias)
            ?? KeyRules.CheckDescription(request.Description)
            ?? KeyRules.CheckEnterpriseProjectId(request.EnterpriseProjectId)
            ?? KeyRules.CheckUsage(request.Spec, usage)
            ?? TagRules.Check(request.Tags);
        if (failure is null && request.KeystoreId != "0")
        {
            failure = new Failure(Status.KeyStoreUnsupported, "keystore_id must be \"0\", the default key store; there is no other.");
        }

        return failure ?? CheckAliasFree(projectId, request.Alias);
    }

    private Failure? CheckAliasFree(string projectId, string alias) => _store.FindAlias(projectId, alias) is { } owner
        ? new Failure(Status.AliasTaken, $"The alias {alias} belongs to key {owner} already.")
        : null;

    private Outcome<KeyRecord> AddKey(Change change, CallContext call, NewKey request, KeyUsage usage, GeneratedKey material)
    {
        if (CheckAliasFree(call.ProjectId, request.Alias) is { } taken)
        {
            return taken;
        }

        DateTimeOffset now = Now();
        var key = new KeyRecord
        {
            Id = Guid.NewGuid(),
            Sequence = change.Batch.NextSequence(),
            ProjectId = call.ProjectId,
            Alias = request.Alias,
            Description = request.Description,
            Spec = request.Spec,
            Usage = usage,
            State = KeyState.Enabled,
            Created = now,
            EnterpriseProjectId = request.EnterpriseProjectId,
            KeystoreId = request.KeystoreId,
            CurrentVersion = 1,
            Tags = request.Tags,
        };
        change.Batch.AddKey(key, new KeyVersionRecord
        {
            KeyId = key.Id,
            Version = 1,
            Spec = key.Spec,
            RootGeneration = material.RootGeneration,
            WrappedMaterial = material.WrappedMaterial,
            PublicKey = material.PublicKey,
            Created = now,
        });
        Name(call, key);
        change.Commit(call);
        return key;
    }

    /// <summary>Changes one key's metadata: reads, decides, writes, tells the ring.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="decide">The new metadata, or why not.</param>
    private async ValueTask<Outcome<KeyRecord>> ChangeAsync(CallContext call, Guid keyId, Func<KeyRecord, Outcome<KeyRecord>> decide)
    {
        ArgumentNullException.ThrowIfNull(call);
        using Change change = await _changes.BeginAsync();
        if (_store.FindKey(keyId) is not { } before)
        {
            return Failures.KeyNotFound(keyId);
        }

        Name(call, before);
        Outcome<KeyRecord> decision = decide(before);
        if (!decision.TryGet(out KeyRecord? after, out Failure failure))
        {
            return failure;
        }

        change.Batch.UpdateKey(before, after);
        if (JobOf(before) is { } obsolete)
        {
            change.Batch.RemoveJob(obsolete);
        }

        if (JobOf(after) is { } job)
        {
            change.Batch.AddJob(job);
        }

        Name(call, after);
        change.Commit(call);
        _ring.Update(after);
        return after;
    }

    private static void Name(CallContext call, KeyRecord key)
    {
        call.ResourceId = key.Id.ToString();
        call.ResourceName = key.Alias;
    }

    private static Job? JobOf(KeyRecord key) => key.DeletionDue is { } due ? new Job(due, JobKind.DeleteKey, key.Id) : null;

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
