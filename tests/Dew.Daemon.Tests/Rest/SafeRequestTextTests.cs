using System.Text.Json;
using Dew.Daemon.Rest;
using Xunit;

namespace Dew.Daemon.Tests.Rest;

public sealed class SafeRequestTextTests
{
    [Theory]
    [InlineData("""{"key_alias":"a","key_spec":"AES_256","pending_days":"7"}""", """{"key_alias":"a","key_spec":"AES_256","pending_days":"7"}""")]
    [InlineData("""{"key_alias":"a","plain_text":"secret","unknown":"secret"}""", """{"key_alias":"a"}""")]
    [InlineData("""{"key_alias":"a","encryption_algorithm":"not a word"}""", """{"key_alias":"a"}""")]
    [InlineData("""{"key_alias":"a","encryption_algorithm":"0123456789abcdef0123456789abcdef0"}""", """{"key_alias":"a"}""")]
    [InlineData("""{"key_alias":{"a":"secret"},"key_spec":["secret"]}""", "")]
    [InlineData("{}", "")]
    public void Only_members_that_hold_no_secret_are_recorded(string body, string recorded) =>
        Assert.Equal(recorded, SafeRequestText.Of(JsonDocument.Parse(body).RootElement));
}
