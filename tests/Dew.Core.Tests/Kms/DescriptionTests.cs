using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class DescriptionTests : KmsTest
{
    [Theory]
    [InlineData(KeyState.Enabled, 0)]
    [InlineData(KeyState.Enabled, 255)]
    [InlineData(KeyState.Disabled, 10)]
    public async Task A_key_takes_another_description(KeyState state, int length)
    {
        Guid keyId = await CreateInAsync(state);
        string description = new('d', length);

        Assert.Equal(description, (await Keys.UpdateDescriptionAsync(Call(), keyId, description)).Ok().Description);
        Assert.Equal(description, Keys.Describe(keyId).Ok().Description);
        Assert.Equal(state, Keys.Describe(keyId).Ok().State);
    }

    [Fact]
    public async Task A_key_that_waits_for_its_deletion_keeps_its_description()
    {
        Guid keyId = await CreateInAsync(KeyState.PendingDeletion);

        (await Keys.UpdateDescriptionAsync(Call(), keyId, "new")).FailsWith(Status.KeyPendingDeletion);

        Assert.Equal("", Keys.Describe(keyId).Ok().Description);
    }

    [Fact]
    public async Task A_description_of_256_characters_is_refused()
    {
        KeyRecord key = await CreateAsync();

        (await Keys.UpdateDescriptionAsync(Call(), key.Id, new string('d', 256))).FailsWith(Status.DescriptionInvalid);
    }

    [Fact]
    public async Task The_description_of_an_unknown_key_cannot_change() =>
        (await Keys.UpdateDescriptionAsync(Call(), Guid.NewGuid(), "d")).FailsWith(Status.KeyNotFound);
}
