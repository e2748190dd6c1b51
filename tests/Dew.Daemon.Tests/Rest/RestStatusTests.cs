using Dew.Core;
using Dew.Daemon.Rest;
using Xunit;

namespace Dew.Daemon.Tests.Rest;

public sealed class RestStatusTests
{
    public static TheoryData<Status> Failures => [.. Enum.GetValues<Status>().Where(static status => status != Status.Ok)];

    public static TheoryData<Status> WorthAnotherTry => [Status.HsmBusy, Status.HsmTimeout, Status.HsmFailed];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_has_an_error_status_and_a_code(Status status)
    {
        RestStatus mapped = RestStatus.Of(status);

        Assert.InRange(mapped.Http, 400, 599);
        Assert.Matches(@"^(KMS|APIGW|DEW)\.\d{4}$", mapped.Code);
    }

    [Theory]
    [MemberData(nameof(WorthAnotherTry))]
    public void What_is_worth_another_try_has_a_status_that_clients_retry(Status status) =>
        Assert.True(RestStatus.Of(status).Http is 429 or 500 or 502 or 504);

    [Fact]
    public void A_forgotten_outcome_is_an_internal_error() => Assert.Equal(500, RestStatus.Of(default).Http);
}
