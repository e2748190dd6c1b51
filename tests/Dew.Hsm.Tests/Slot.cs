using Dew.Core.Ports;
using Xunit;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

/// <summary>Runs of a slot in one line.</summary>
internal static class Slot
{
    internal static async Task<byte[]> RunAsync(
        HsmProvider provider, CryptoOperation operation, KeyHandle? key, byte[] input, byte[]? additionalData = null, HashName hash = HashName.Unset)
    {
        (Status status, byte[] output) = await TryAsync(provider, operation, key, input, additionalData, hash);
        Assert.Equal(Status.Ok, status);
        return output;
    }

    internal static async Task<(Status Status, byte[] Output)> TryAsync(
        HsmProvider provider, CryptoOperation operation, KeyHandle? key, byte[] input, byte[]? additionalData = null, HashName hash = HashName.Unset)
    {
        using CryptoSlot slot = provider.Rent();
        slot.SetInput(input);
        slot.SetAdditionalData(additionalData);
        slot.Hash = hash;
        Status status = await slot.RunAsync(operation, key);
        return (status, slot.Output.ToArray());
    }
}
