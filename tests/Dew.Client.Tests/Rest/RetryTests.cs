using Dew.Client.Tests.Fakes;
using Dew.Protocol.Rest;
using Xunit;
using static Dew.Client.Tests.Fakes.ScriptedHandler;

namespace Dew.Client.Tests.Rest;

public sealed class RetryTests
{
    private const string Description = """{"key_info":{"key_id":"k","key_description":"d"}}""";
    private const string Created = """{"key_info":{"key_id":"k","domain_id":"d","region_id":"r"}}""";

    private readonly InstantTime _time = new();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task Passing_error_is_tried_again(int status)
    {
        var handler = new ScriptedHandler(Error(status), Error(status), Ok(Description));

        KeyDescriptionInfo answer = await DescribeAsync(handler);

        Assert.Equal("d", answer.KeyDescription);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(503)]
    public async Task Lasting_error_is_not_tried_again(int status)
    {
        var handler = new ScriptedHandler(Error(status));

        await Assert.ThrowsAsync<DewException>(() => DescribeAsync(handler));

        Assert.Equal(1, handler.Tries);
    }

    [Fact]
    public async Task After_four_tries_the_error_is_reported()
    {
        var handler = new ScriptedHandler(Error(500), Error(500), Error(500), Error(500));

        DewException error = await Assert.ThrowsAsync<DewException>(() => DescribeAsync(handler));

        Assert.Equal((4, 500, "KMS.0101"), (handler.Tries, error.Status, error.Code));
    }

    [Fact]
    public async Task Lost_connection_is_tried_again()
    {
        var handler = new ScriptedHandler(Lost(), Ok(Description));

        await DescribeAsync(handler);

        Assert.Equal(2, handler.Tries);
    }

    [Fact]
    public async Task Refused_connection_is_tried_again()
    {
        var handler = new ScriptedHandler(ConnectionRefused(), ConnectionRefused(), Ok(Description));

        await DescribeAsync(handler);

        Assert.Equal(3, handler.Tries);
    }

    [Fact]
    public async Task Retry_after_lengthens_the_wait()
    {
        await DescribeAsync(new ScriptedHandler(Error(429, retryAfter: "2"), Ok(Description)));

        Assert.Equal([TimeSpan.FromSeconds(2)], _time.Waits);
    }

    [Fact]
    public async Task Waits_double()
    {
        await DescribeAsync(new ScriptedHandler(Error(500), Error(500), Error(500), Ok(Description)));

        Assert.Equal([100, 200, 400], _time.Waits.Select(static wait => (int)wait.TotalMilliseconds));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(504)]
    public async Task Create_key_is_not_repeated_when_it_may_have_happened(int status)
    {
        var handler = new ScriptedHandler(Error(status), Ok(Created));

        await Assert.ThrowsAsync<DewException>(() => CreateAsync(handler));

        Assert.Equal(1, handler.Tries);
    }

    [Fact]
    public async Task Create_key_is_not_repeated_after_a_lost_connection()
    {
        var handler = new ScriptedHandler(Lost(), Ok(Created));

        DewException error = await Assert.ThrowsAsync<DewException>(() => CreateAsync(handler));

        Assert.Equal((1, DewFailure.Unreachable), (handler.Tries, error.Failure));
    }

    [Fact]
    public async Task Create_key_is_repeated_when_it_was_turned_away()
    {
        var handler = new ScriptedHandler(Error(429), ConnectionRefused(), Ok(Created));

        CreatedKey key = await CreateAsync(handler);

        Assert.Equal("k", key.KeyId);
    }

    [Fact]
    public async Task Answer_cut_within_its_body_is_asked_for_again()
    {
        var handler = new ScriptedHandler(
            static () => new HttpResponseMessage { Content = new StreamContent(new MemoryStream(new byte[10])) { Headers = { ContentLength = 100 } } },
            Ok(Description));

        await DescribeAsync(handler);

        Assert.Equal(2, handler.Tries);
    }

    private async Task<KeyDescriptionInfo> DescribeAsync(ScriptedHandler handler)
    {
        using DewClient client = Client(handler);
        return await client.UpdateKeyDescriptionAsync("k", "d", TestContext.Current.CancellationToken);
    }

    private async Task<CreatedKey> CreateAsync(ScriptedHandler handler)
    {
        using DewClient client = Client(handler);
        return await client.CreateKeyAsync(new CreateKeyRequest { KeyAlias = "a" }, TestContext.Current.CancellationToken);
    }

    private DewClient Client(ScriptedHandler handler) =>
        new(new DewClientOptions { Handler = handler, TimeProvider = _time, ProjectId = "p", Jitter = static () => 1 });
}
