namespace Dew.Core.Kms;

public sealed partial class KeyService
{
    /// <summary>Makes a disabled key usable again.</summary>
    /// <param name="keyId">The key.</param>
    public ValueTask<Outcome<KeyRecord>> EnableAsync(Guid keyId) => ChangeStateAsync(keyId, KeyEvent.Enable);

    /// <summary>Makes an enabled key unusable.</summary>
    /// <param name="keyId">The key.</param>
    public ValueTask<Outcome<KeyRecord>> DisableAsync(Guid keyId) => ChangeStateAsync(keyId, KeyEvent.Disable);

    /// <summary>Plans the deletion of a key. It is unusable from now on.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="pendingDays">Days of 24 hours until the deletion, 7..1096.</param>
    public async ValueTask<Outcome<KeyRecord>> ScheduleDeletionAsync(Guid keyId, int pendingDays)
    {
        if (KeyRules.CheckPendingDays(pendingDays) is { } refused)
        {
            return refused;
        }

        Outcome<KeyRecord> changed = await ChangeStateAsync(keyId, KeyEvent.ScheduleDeletion, Now().AddDays(pendingDays));
        if (changed.IsOk)
        {
            DeletionScheduled?.Invoke();
        }

        return changed;
    }

    /// <summary>Takes a planned deletion back. The key is disabled then.</summary>
    /// <param name="keyId">The key.</param>
    public ValueTask<Outcome<KeyRecord>> CancelDeletionAsync(Guid keyId) => ChangeStateAsync(keyId, KeyEvent.CancelDeletion);

    /// <summary>Gives a key another alias.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="alias">The new alias.</param>
    public async ValueTask<Outcome<KeyRecord>> UpdateAliasAsync(Guid keyId, string alias)
    {
        if (KeyRules.CheckAlias(alias) is { } refused)
        {
            return refused;
        }

        return await ChangeAsync(keyId, key =>
            CheckEditable(key) is { } fixedNow ? fixedNow
            : key.Alias != alias && CheckAliasFree(alias) is { } taken ? taken
            : key with { Alias = alias });
    }

    /// <summary>Gives a key another description.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="description">The new description, 0..255 characters.</param>
    public async ValueTask<Outcome<KeyRecord>> UpdateDescriptionAsync(Guid keyId, string description)
    {
        if (KeyRules.CheckDescription(description) is { } refused)
        {
            return refused;
        }

        return await ChangeAsync(keyId, key => CheckEditable(key) is { } fixedNow ? fixedNow : key with { Description = description });
    }

    /// <summary>Alias and description cannot change while the key waits for its deletion (reference section 8).</summary>
    private static Failure? CheckEditable(KeyRecord key) =>
        key.State == KeyState.PendingDeletion ? Failures.PendingDeletion(key) : null;

    private ValueTask<Outcome<KeyRecord>> ChangeStateAsync(Guid keyId, KeyEvent change, DateTimeOffset? deletionDue = null) =>
        ChangeAsync(keyId, key =>
            KeyStates.Next(key.State, change).TryGet(out KeyState next, out Failure failure)
                ? key with { State = next, DeletionDue = deletionDue }
                : failure);
}
