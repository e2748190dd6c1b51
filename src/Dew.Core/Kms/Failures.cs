namespace Dew.Core.Kms;

/// <summary>The words of failures that several operations share.</summary>
internal static class Failures
{
    internal static Failure KeyNotFound(Guid keyId) => new(Status.KeyNotFound, $"There is no key {keyId}.");

    internal static Failure PendingDeletion(KeyRecord key) =>
        new(Status.KeyPendingDeletion, $"Key {key.Id} waits for its deletion; cancel that first.");

    internal static Failure HmacUnsupported() => new(Status.HmacUnsupported, "An HMAC key only generates and verifies MACs.");

    internal static Failure CiphertextInvalid() => new(
        Status.CiphertextInvalid,
        "cipher_text cannot be decrypted: it is damaged, not of this appliance, of a deleted key, or its additional data differ.");

    internal static Failure? CheckEnabled(KeyRecord key) => key.State switch
    {
        KeyState.Enabled => null,
        KeyState.Disabled => new Failure(Status.KeyDisabled, $"Key {key.Id} is disabled."),
        _ => PendingDeletion(key),
    };

    /// <summary>What the provider's answer means to the client.</summary>
    internal static Failure OfProvider(Status status) => status switch
    {
        Status.CiphertextInvalid => CiphertextInvalid(),
        Status.HsmBusy => new Failure(status, "The HSM has more work than it can take. Try again after a moment."),
        Status.HsmTimeout => new Failure(status, "The HSM did not answer in time. Try again with back-off."),
        Status.HsmFailed => new Failure(status, "The HSM answered with an error. Try again with back-off."),
        Status.StoreDamaged => new Failure(status, "The stored key material cannot be used; the appliance's log says more."),
        _ => new Failure(Status.Internal, "The appliance has a defect; its log says more."),
    };
}
