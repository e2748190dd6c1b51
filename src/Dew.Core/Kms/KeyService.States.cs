namespace Dew.Core.Kms;

public sealed partial class KeyService
{
    /// <summary>Makes a disabled key usable again.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key.</param>
    public ValueTask<Outcome<KeyRecord>> EnableAsync(CallContext call, Guid keyId) => ChangeStateAsync(call, keyId, KeyEvent.Enable);

    /// <summary>Makes an enabled key unusable.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key.</param>
    public ValueTask<Outcome<KeyRecord>> DisableAsync(CallContext call, Guid keyId) => ChangeStateAsync(call, keyId, KeyEvent.Disable);

    /// <summary>Plans the deletion of a key. It is unusable from now on.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="pendingDays">Days of 24 hours until the deletion, 7..1096.</param>
    public async ValueTask<Outcome<KeyRecord>> ScheduleDeletionAsync(CallContext call, Guid keyId, int pendingDays)
    {
        if (KeyRules.CheckPendingDays(pendingDays) is { } refused)
        {
            return refused;
        }

        Outcome<KeyRecord> changed = await ChangeStateAsync(call, keyId, KeyEvent.ScheduleDeletion, Now().AddDays(pendingDays));
        if (changed.IsOk)
        {
            DeletionScheduled?.Invoke();
        }

        return changed;
    }

    /// <summary>Takes a planned deletion back. The key is disabled then.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key.</param>
    public ValueTask<Outcome<KeyRecord>> CancelDeletionAsync(CallContext call, Guid keyId) => ChangeStateAsync(call, keyId, KeyEvent.CancelDeletion);

    /// <summary>Gives a key another alias.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="alias">The new alias.</param>
    public async ValueTask<Outcome<KeyRecord>> UpdateAliasAsync(CallContext call, Guid keyId, string alias)
    {
        if (KeyRules.CheckAlias(alias) is { } refused)
        {
            return refused;
        }

        return await ChangeAsync(call, keyId, key =>
            CheckEditable(key) is { } fixedNow ? fixedNow
            : key.Alias != alias && CheckAliasFree(key.ProjectId, alias) is { } taken ? taken
            : key with { Alias = alias });
    }

    /// <summary>Gives a key another description.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="description">The new description, 0..255 characters.</param>
    public async ValueTask<Outcome<KeyRecord>> UpdateDescriptionAsync(CallContext call, Guid keyId, string description)
    {
        if (KeyRules.CheckDescription(description) is { } refused)
        {
            return refused;
        }

        return await ChangeAsync(call, keyId, key => CheckEditable(key) is { } fixedNow ? fixedNow : key with { Description = description });
    }

    /// <summary>Alias and description cannot change while the key waits for its deletion (reference section 8).</summary>
    private static Failure? CheckEditable(KeyRecord key) =>
        key.State == KeyState.PendingDeletion ? Failures.PendingDeletion(key) : null;

    private ValueTask<Outcome<KeyRecord>> ChangeStateAsync(CallContext call, Guid keyId, KeyEvent change, DateTimeOffset? deletionDue = null) =>
        ChangeAsync(call, keyId, key =>
            KeyStates.Next(key.State, change).TryGet(out KeyState next, out Failure failure)
                ? key with { State = next, DeletionDue = deletionDue }
                : failure);
}
