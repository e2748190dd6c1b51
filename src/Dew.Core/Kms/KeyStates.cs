namespace Dew.Core.Kms;

/// <summary>The state machine of a key (reference section 8).</summary>
internal static class KeyStates
{
    /// <summary>The state after an event, or why the event is refused.</summary>
    internal static Outcome<KeyState> Next(KeyState state, KeyEvent change) => (state, change) switch
    {
        (KeyState.Disabled, KeyEvent.Enable) => KeyState.Enabled,
        (KeyState.Enabled, KeyEvent.Disable) => KeyState.Disabled,
        (KeyState.Enabled or KeyState.Disabled, KeyEvent.ScheduleDeletion) => KeyState.PendingDeletion,
        (KeyState.PendingDeletion, KeyEvent.CancelDeletion) => KeyState.Disabled,
        (_, KeyEvent.Enable) => new Failure(Status.KeyNotDisabled, $"Only a disabled key can be enabled; this one is {state.Text()}."),
        (_, KeyEvent.Disable) => new Failure(Status.KeyNotEnabled, $"Only an enabled key can be disabled; this one is {state.Text()}."),
        (_, KeyEvent.ScheduleDeletion) => new Failure(Status.KeyAlreadyPendingDeletion, "The key waits for its deletion already."),
        (_, KeyEvent.CancelDeletion) => new Failure(Status.KeyNotPendingDeletion, $"There is no deletion to cancel; the key is {state.Text()}."),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    /// <summary>The state in words, for messages.</summary>
    internal static string Text(this KeyState state) => state switch
    {
        KeyState.Enabled => "enabled",
        KeyState.Disabled => "disabled",
        KeyState.PendingDeletion => "pending deletion",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
