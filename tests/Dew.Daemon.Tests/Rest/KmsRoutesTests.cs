using System.Text.RegularExpressions;
using Dew.Daemon.Rest;
using Xunit;

namespace Dew.Daemon.Tests.Rest;

public sealed partial class KmsRoutesTests
{
    [Fact]
    public void No_two_operations_share_a_URL() =>
        Assert.Equal(KmsRoutes.All.Count, KmsRoutes.All.Select(static route => (route.Method, route.Pattern)).Distinct().Count());

    [Fact]
    public void Every_operation_is_below_the_project() =>
        Assert.All(KmsRoutes.All, static route => Assert.StartsWith("/v1.0/{project_id}/kms/", route.Pattern, StringComparison.Ordinal));

    [Fact]
    public void Every_operation_names_its_permission() =>
        Assert.All(KmsRoutes.All, static route => Assert.Matches(Permission(), route.Permission));

    [GeneratedRegex("^kms:(cmk|dek):[a-zA-Z]+$")]
    private static partial Regex Permission();
}
