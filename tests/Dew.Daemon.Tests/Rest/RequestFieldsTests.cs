using System.Text;
using System.Text.Json;
using Dew.Core;
using Dew.Core.Kms;
using Dew.Daemon.Rest;
using Xunit;

namespace Dew.Daemon.Tests.Rest;

public sealed class RequestFieldsTests
{
    private const string KeyId = "0d0466b0-e727-4d9c-b35d-f84bb474a37f";

    private readonly byte[] _scratch = new byte[4096];

    [Fact]
    public void A_string_is_read()
    {
        RequestFields fields = Parse("""{"a":"x"}""");

        Assert.Equal("x", fields.RequiredString("a", 10));
        Assert.False(fields.HasFailed(out _));
    }

    [Fact]
    public void Null_counts_as_absent() => Assert.Null(Parse("""{"a":null}""").OptionalString("a", 10));

    [Theory]
    [InlineData("{}", Status.ParameterMissing)]
    [InlineData("""{"a":null}""", Status.ParameterMissing)]
    [InlineData("""{"a":1}""", Status.ParameterInvalid)]
    [InlineData("""{"a":{}}""", Status.ParameterInvalid)]
    [InlineData("""{"a":["x"]}""", Status.ParameterInvalid)]
    [InlineData("""{"a":true}""", Status.ParameterInvalid)]
    [InlineData("""{"a":"12345678901"}""", Status.ParameterInvalid)]
    public void A_required_string_that_is_none_is_named(string json, Status expected)
    {
        RequestFields fields = Parse(json);

        fields.RequiredString("a", 10);

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(expected, failure.Status);
        Assert.StartsWith("a ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_mistake_is_the_one_that_is_told()
    {
        RequestFields fields = Parse("""{"b":1}""");

        fields.RequiredString("a", 10);
        fields.RequiredString("b", 10);

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(Status.ParameterMissing, failure.Status);
    }

    [Fact]
    public void A_key_id_is_a_UUID() => Assert.Equal(Guid.Parse(KeyId), Parse($$"""{"key_id":"{{KeyId}}"}""").KeyId());

    [Theory]
    [InlineData("""{"key_id":"x"}""")]
    [InlineData("""{"key_id":7}""")]
    [InlineData("""{"key_id":""}""")]
    [InlineData("""{"key_id":"{0d0466b0-e727-4d9c-b35d-f84bb474a37f}"}""")]
    [InlineData("""{"key_id":"0d0466b0e7274d9cb35df84bb474a37f"}""")]
    public void A_malformed_key_id_has_its_own_error(string json)
    {
        RequestFields fields = Parse(json);

        fields.KeyId();

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(Status.KeyIdMalformed, failure.Status);
    }

    [Theory]
    [InlineData("""{"n":"256"}""", 256)]
    [InlineData("""{"n":256}""", 256)]
    [InlineData("""{"n":"-1"}""", -1)]
    [InlineData("""{"n":"0"}""", 0)]
    public void A_number_comes_as_a_string_or_as_a_number(string json, long expected) =>
        Assert.Equal(expected, Parse(json).OptionalNumber("n", Status.LimitInvalid));

    [Theory]
    [InlineData("""{"n":""}""")]
    [InlineData("""{"n":"1e3"}""")]
    [InlineData("""{"n":" 1"}""")]
    [InlineData("""{"n":"12a"}""")]
    [InlineData("""{"n":"99999999999999999999"}""")]
    [InlineData("""{"n":1.5}""")]
    [InlineData("""{"n":true}""")]
    public void What_is_no_whole_number_has_the_error_of_its_member(string json)
    {
        RequestFields fields = Parse(json);

        fields.OptionalNumber("n", Status.LimitInvalid);

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(Status.LimitInvalid, failure.Status);
    }

    [Fact]
    public void A_sequence_has_36_characters()
    {
        RequestFields fields = Parse("""{"sequence":"short"}""");

        fields.Sequence();

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(Status.SequenceMalformed, failure.Status);
    }

    [Theory]
    [InlineData("""{"s":"hello"}""", "hello")]
    [InlineData("""{"s":"a\"b\\c\u0041\n"}""", "a\"b\\cA\n")]
    [InlineData("""{"s":"\u4e2d"}""", "中")]
    [InlineData("""{"s":""}""", "")]
    public void Secret_text_is_unescaped(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Parse(json).Utf8("s", _scratch)));

    [Fact]
    public void Secret_text_that_does_not_fit_is_refused()
    {
        RequestFields fields = Parse($$"""{"s":"{{new string('x', 4097)}}"}""");

        fields.Utf8("s", _scratch);

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(Status.ParameterInvalid, failure.Status);
    }

    [Theory]
    [InlineData("0aFF", "0AFF")]
    [InlineData("0a ff", "0AFF")]
    [InlineData("", "")]
    public void Hexadecimal_of_either_case_is_decoded(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Parse($$"""{"h":"{{text}}"}""").Hex("h", _scratch, Status.CiphertextInvalid)));

    [Theory]
    [InlineData("0")]
    [InlineData("0g")]
    [InlineData("00 00 00")]
    public void What_is_not_hexadecimal_has_the_error_of_its_member(string text)
    {
        RequestFields fields = Parse($$"""{"h":"{{text}}"}""");

        fields.Hex("h", _scratch, Status.CiphertextInvalid);

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(Status.CiphertextInvalid, failure.Status);
    }

    [Fact]
    public void Base64_is_decoded() => Assert.Equal("hello"u8, Parse("""{"b":"aGVsbG8="}""").Base64("b", 5, _scratch));

    [Theory]
    [InlineData("aGVsbG8")]
    [InlineData("a b=")]
    [InlineData("aGVsbG8gd29ybGQ=")]
    [InlineData("****")]
    public void Bad_or_long_base64_is_refused(string text)
    {
        RequestFields fields = Parse($$"""{"b":"{{text}}"}""");

        fields.Base64("b", 5, _scratch);

        Assert.True(fields.HasFailed(out _));
    }

    [Theory]
    [InlineData("{}", AdditionalDataKind.None)]
    [InlineData("""{"additional_authenticated_data":"x"}""", AdditionalDataKind.Text)]
    [InlineData("""{"encryption_context":{"a":"b"}}""", AdditionalDataKind.Context)]
    [InlineData("""{"encryption_context":{}}""", AdditionalDataKind.None)]
    public void Additional_data_come_in_two_forms(string json, AdditionalDataKind expected)
    {
        RequestFields fields = Parse(json);

        Assert.Equal(expected, fields.AdditionalData(_scratch).Kind);
        Assert.False(fields.HasFailed(out _));
    }

    [Theory]
    [InlineData("""{"additional_authenticated_data":""}""", Status.ParameterInvalid)]
    [InlineData("""{"additional_authenticated_data":7}""", Status.ParameterInvalid)]
    [InlineData("""{"encryption_context":"x"}""", Status.EncryptionContextInvalid)]
    [InlineData("""{"encryption_context":{"a":1}}""", Status.EncryptionContextInvalid)]
    [InlineData("""{"encryption_context":{"a":"b"},"additional_authenticated_data":"x"}""", Status.ParameterInvalid)]
    public void Malformed_additional_data_are_refused(string json, Status expected)
    {
        RequestFields fields = Parse(json);

        fields.AdditionalData(_scratch);

        Assert.True(fields.HasFailed(out Failure failure));
        Assert.Equal(expected, failure.Status);
    }

    [Theory]
    [InlineData("{}", 256)]
    [InlineData("""{"key_spec":"AES_128"}""", 128)]
    [InlineData("""{"key_spec":"HMAC_384"}""", 384)]
    [InlineData("""{"datakey_length":"512"}""", 512)]
    [InlineData("""{"datakey_length":"512","key_spec":"AES_128"}""", 512)]
    public void The_length_of_a_data_key_wins_over_its_specification(string json, int expected) =>
        Assert.Equal(expected, Parse(json).DataKeyBits());

    [Theory]
    [InlineData("{}", KeySpec.Aes256)]
    [InlineData("""{"key_spec":"RSA_2048"}""", KeySpec.Rsa2048)]
    [InlineData("""{"key_spec":"ALL"}""", null)]
    public void A_listing_without_a_specification_is_of_AES_keys(string json, KeySpec? expected) =>
        Assert.Equal(expected, Parse(json).KeySpecFilter());

    private static RequestFields Parse(string json) => new(JsonDocument.Parse(json).RootElement);
}
