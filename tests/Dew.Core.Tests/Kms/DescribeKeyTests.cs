using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class DescribeKeyTests : KmsTest
{
    [Theory]
    [InlineData(KeyState.Enabled)]
    [InlineData(KeyState.Disabled)]
    [InlineData(KeyState.PendingDeletion)]
    public async Task A_key_is_described_whatever_its_state(KeyState state)
    {
        Guid keyId = await CreateInAsync(state);

        Assert.Equal(state, Keys.Describe(keyId).Ok().State);
    }

    [Fact]
    public void An_unknown_key_is_not_found() => Keys.Describe(Guid.NewGuid()).FailsWith(Status.KeyNotFound);

    [Fact]
    public async Task A_key_is_read_from_the_store_once()
    {
        Guid keyId = await CreateIdAsync();
        int before = Store.FindKeyCalls;

        Keys.Describe(keyId).Ok();
        Keys.Describe(keyId).Ok();

        Assert.Equal(before + 1, Store.FindKeyCalls);
    }
}
