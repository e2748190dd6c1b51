using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Kms;

/// <summary>What the provider answers reaches the client, and the slot always goes back, once.</summary>
public sealed class ProviderFailureTests : KmsTest
{
    public static TheoryData<string, Status, Status> OperationsAndAnswers()
    {
        var table = new TheoryData<string, Status, Status>();
        foreach (KeyOperation operation in KeyOperation.All.Where(static o => o.UsesHsm))
        {
            table.Add(operation.Name, Status.HsmBusy, Status.HsmBusy);
            table.Add(operation.Name, Status.HsmTimeout, Status.HsmTimeout);
            table.Add(operation.Name, Status.HsmFailed, Status.HsmFailed);
            table.Add(operation.Name, Status.StoreDamaged, Status.StoreDamaged);
            table.Add(operation.Name, Status.Unset, Status.Internal);
            table.Add(operation.Name, Status.KeyNotFound, Status.Internal);
        }

        return table;
    }

    public static TheoryData<string> Operations() => [.. KeyOperation.All.Select(static o => o.Name)];

    [Theory]
    [MemberData(nameof(OperationsAndAnswers))]
    public async Task A_failure_of_the_provider_is_the_operations_failure(string name, Status answer, Status expected)
    {
        var operation = KeyOperation.Of(name);
        Guid keyId = await CreateIdAsync(operation.Spec, operation.Usage);
        byte[] input = await operation.PrepareAsync(Crypto, keyId);
        Provider.Answer(answer);

        Assert.Equal(expected, await operation.RunAsync(Crypto, keyId, input));

        Assert.Equal(0, Provider.Outstanding);
        Assert.Equal(Status.Ok, await operation.RunAsync(Crypto, keyId, input));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_slot_is_rented_once_an_operation_and_returned_empty(string name)
    {
        var operation = KeyOperation.Of(name);
        Guid keyId = await CreateIdAsync(operation.Spec, operation.Usage);
        byte[] input = await operation.PrepareAsync(Crypto, keyId);
        int rented = Provider.Rented;

        Assert.Equal(Status.Ok, await operation.RunAsync(Crypto, keyId, input));

        Assert.Equal(rented + (operation.UsesHsm ? 1 : 0), Provider.Rented);
        Assert.Equal(Provider.Rented, Provider.Returned);
        Assert.True(Provider.LastSlot?.IsZero ?? true);
    }

    [Theory]
    [InlineData(Status.HsmBusy)]
    [InlineData(Status.HsmTimeout)]
    [InlineData(Status.HsmFailed)]
    public async Task A_failure_to_make_random_bytes_is_the_operations_failure(Status answer)
    {
        Provider.Answer(answer);

        (await Crypto.GenerateRandomAsync(256)).FailsWith(answer);
    }

    [Fact]
    public async Task An_answer_that_comes_later_is_waited_for()
    {
        Guid keyId = await CreateIdAsync();
        Provider.IsSuspending = true;
        Task<(byte[] Plain, byte[] Encrypted)> creation = TakeAsync(keyId);
        SoftwareSlot slot = Provider.LastSlot!;
        Assert.False(creation.IsCompleted);

        slot.Complete();

        Assert.Equal(32, (await creation).Plain.Length);
    }

    [Fact]
    public async Task A_slot_lost_to_a_timeout_is_not_looked_at_again()
    {
        Guid keyId = await CreateIdAsync();
        Provider.IsSuspending = true;
        Provider.Answer(Status.HsmTimeout);
        Task<Outcome<Dew.Core.Kms.DataKey>> creation = Crypto.CreateDataKeyAsync(keyId, 256, NoAad).AsTask();

        Provider.LastSlot!.Complete();

        (await creation).FailsWith(Status.HsmTimeout);
    }

    private async Task<(byte[] Plain, byte[] Encrypted)> TakeAsync(Guid keyId) => (await Crypto.CreateDataKeyAsync(keyId, 256, NoAad)).Take();
}
