using Dew.Core.Kms;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class RandomTests : KmsTest
{
    [Theory]
    [InlineData(8)]
    [InlineData(512)]
    [InlineData(8192)]
    public async Task Random_bytes_are_as_many_as_asked_for(int bits) =>
        Assert.Equal(bits / 8, (await Crypto.GenerateRandomAsync(bits)).Take().Length);

    [Fact]
    public async Task Random_bytes_belong_to_no_key()
    {
        using Plaintext random = (await Crypto.GenerateRandomAsync(256)).Ok();

        Assert.Equal(Guid.Empty, random.KeyId);
        Assert.NotEqual(new byte[32], random.DangerousGetSpan().ToArray());
    }

    [Theory]
    [InlineData(0, Status.RandomLengthInvalid)]
    [InlineData(7, Status.RandomLengthInvalid)]
    [InlineData(8193, Status.RandomLengthInvalid)]
    [InlineData(8200, Status.RandomLengthInvalid)]
    [InlineData(-1, Status.RandomLengthInvalid)]
    [InlineData(int.MaxValue, Status.RandomLengthInvalid)]
    [InlineData(int.MinValue, Status.RandomLengthInvalid)]
    [InlineData(9, Status.RandomLengthNotMultiple)]
    [InlineData(511, Status.RandomLengthNotMultiple)]
    public async Task Another_number_of_bits_is_refused(int bits, Status expected) => (await Crypto.GenerateRandomAsync(bits)).FailsWith(expected);
}
