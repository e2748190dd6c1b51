using Dew.Core.Appliance;
using Xunit;

namespace Dew.Core.Tests.Appliance;

public sealed class ApplianceIdentityTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void An_identity_keeps_what_it_is_given()
    {
        var identity = new ApplianceIdentity(Id, Id, "region-1");

        Assert.Equal((Id, Id, "region-1"), (identity.ProjectId, identity.DomainId, identity.Region));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public void Another_id_is_refused(string id)
    {
        Assert.Throws<ArgumentException>(() => new ApplianceIdentity(id, Id, "r"));
        Assert.Throws<ArgumentException>(() => new ApplianceIdentity(Id, id, "r"));
    }

    [Fact]
    public void An_empty_region_is_refused() => Assert.Throws<ArgumentException>(static () => new ApplianceIdentity(Id, Id, ""));
}
