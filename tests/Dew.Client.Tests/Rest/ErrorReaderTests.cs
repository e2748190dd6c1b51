using System.Text;
using Dew.Client.Rest;
using Xunit;

namespace Dew.Client.Tests.Rest;

public sealed class ErrorReaderTests
{
    [Fact]
    public void Nested_error_of_a_service_is_read()
    {
        DewException error = Read("""{"error":{"error_code":"KMS.0205","error_msg":"bad id","code":"KMS.0205","message":"bad id"}}""");

        Assert.Equal(("KMS.0205", "bad id", 400, "header"), (error.Code, error.Message, error.Status, error.RequestId));
    }

    [Fact]
    public void Flat_error_of_the_gateway_is_read()
    {
        DewException error = Read("""{"error_msg":"signature","error_code":"APIGW.0301","request_id":"body"}""", requestId: "");

        Assert.Equal(("APIGW.0301", "signature", "body"), (error.Code, error.Message, error.RequestId));
    }

    [Fact]
    public void Code_and_message_stand_in_for_the_pair()
    {
        DewException error = Read("""{"error":{"code":"X.1","message":"other service"}}""");

        Assert.Equal(("X.1", "other service"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("{\"error\":{\"error_code\"")]
    [InlineData("[1,2]")]
    [InlineData("{\"error\":null}")]
    [InlineData("{\"error_msg\":\"\\ud800\"}")]
    public void Unreadable_body_still_names_the_status(string body)
    {
        Assert.Contains("HTTP 400", Read(body).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_do_not_reach_the_terminal()
    {
        Assert.Equal("a [31mb", Read("""{"error_msg":"a\u001b[31mb"}""").Message);
    }

    [Fact]
    public void Endless_message_is_cut()
    {
        Assert.InRange(Read($"{{\"error_msg\":\"{new string('x', 100_000)}\"}}").Message.Length, 1, 2048);
    }

    private static DewException Read(string body, string requestId = "header") => ErrorReader.Read(400, requestId, Encoding.UTF8.GetBytes(body));
}
