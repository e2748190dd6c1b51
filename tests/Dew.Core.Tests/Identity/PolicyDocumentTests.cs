using System.Text;
using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

public sealed class PolicyDocumentTests
{
    /// <summary>The examples of the user guide, section 6.2.</summary>
    [Theory]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:cmk:create","kms:cmk:getMaterial","kms:cmkTag:create","kms:cmkTag:batch","kms:cmk:importMaterial"]}]}""", 1)]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["kms:cmkTag:delete"]}]}""", 1)]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["rds:task:list"]},{"Effect":"Allow","Action":["kms:dek:crypto","kms:cmk:get","kms:cmk:crypto","kms:cmk:generate","kms:cmk:list"]}]}""", 2)]
    public void The_examples_of_the_guide_are_understood(string json, int statements)
    {
        PolicyDocument document = PolicyDocument.Parse(json).Ok();

        Assert.Equal(statements, document.Statements.Count);
        Assert.Equal(json, document.Text);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"kms:cmk:get"}""")]
    [InlineData("""{"Effect":"Allow","Action":["KMS:CMK:GET"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["kms:cmk:delete*"]}""")]
    [InlineData("""{"Action":["*"],"Effect":"Deny","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":["kms:*"],"Resource":["KMS:*:*:KeyId:0d0466b0-e727-4d9c-b35d-f84bb474a37f","kms:*:*:keyid:0D0466B0-*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["csms:secret:*"],"Resource":["CSMS:*:*:secretName:db-*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["kps:*"],"Resource":["KPS:*:*:SSHKeyPair:x"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["dew:agency:assume"],"Resource":["DEW:*:*:agency:backup"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["*:*:*"],"Resource":["*:*:*:*:*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["cts:*"],"Resource":["CTS:*:*:*:*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["obs:object:GetObject","kms:cmk:get"],"Resource":["OBS:*:*:object:bucket/*","KMS:*:*:KeyId:*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["kms:cmk:list"],"Resource":["KMS:*:*:KeyId:*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":["kms:*"],"Condition":{"IpAddress":{"g:SourceIp":["10.0.0.0/8","fd00::/8"]},"StringEquals":{"g:ResourceTag/env":"prod","kms:KeySpec":["AES_256"]}}}""")]
    [InlineData("""{"Effect":"Allow","Action":["kms:*"],"Condition":{"Bool":{"g:SecureTransport":true},"DateLessThan":{"g:CurrentTime":["2027-01-01T00:00:00Z"]}}}""")]
    [InlineData("""{"Effect":"Allow","Action":["kms:*"],"Condition":{"StringEndWithIfExists":{"g:UserName":["ice"]},"Bool":{"g:securetransport":["true"]}}}""")]
    public void A_statement_is_understood(string statement) => Parse(statement).Ok();

    [Theory]
    [InlineData("""{"Effect":"Allow"}""", "Action: ", "missing")]
    [InlineData("""{"Action":["kms:cmk:get"]}""", "Effect: ", "missing")]
    [InlineData("""{"Effect":"Allow","NotAction":["kms:cmk:get"]}""", "NotAction: ", "not supported")]
    [InlineData("""{"Effect":"Allow","Action":["kms:*"],"NotResource":["*"]}""", "NotResource: ", "not supported")]
    [InlineData("""{"Effect":"Allow","Action":["kms:*"],"resource":["*"]}""", "resource: ", "unknown")]
    [InlineData("""{"Effect":"Allow","Effect":"Deny","Action":["kms:*"]}""", "Effect: ", "twice")]
    [InlineData("""{"Effect":"Allow","Eff\u0065ct":"Deny","Action":["kms:*"]}""", "Effect: ", "twice")]
    [InlineData("""{"Effect":"allow","Action":["kms:*"]}""", "Effect: ", "\"allow\"")]
    [InlineData("""{"Effect":1,"Action":["kms:*"]}""", "Effect: ", "the number 1")]
    public void A_wrong_member_is_refused_by_its_place(string statement, string place, string word) => Refuses(statement, place, word);

    [Theory]
    [InlineData("[]", "Action: ", "an empty list")]
    [InlineData("null", "Action: ", "null")]
    [InlineData("""["kms:cmk:get",5]""", "Action[1]: ", "the number 5")]
    [InlineData("""["kms:cmk:get",""]""", "Action[1]: ", "empty")]
    [InlineData("""["kms:cmk:creat"]""", "Action[0]: ", "kms:cmk: has ")]
    [InlineData("""["kms:cnk:create"]""", "Action[0]: ", "kms has ")]
    [InlineData("""["csms:secret:getversions"]""", "Action[0]: ", "getVersion")]
    [InlineData("""["kms:cmk:destroy*"]""", "Action[0]: ", "no action of kms")]
    [InlineData("""["*:cnk:*"]""", "Action[0]: ", "matches no action")]
    [InlineData("""["kms"]""", "Action[0]: ", "service:type:operation")]
    [InlineData("""["kms:cmk:get:x"]""", "Action[0]: ", "service:type:operation")]
    [InlineData("""["kms: cmk:get"]""", "Action[0]: ", "service:type:operation")]
    [InlineData("""["cts:tracker:list"]""", "Action[0]: ", "no action of cts")]
    [InlineData("""["dew:user:destroy"]""", "Action[0]: ", "create")]
    public void A_wrong_action_is_refused_by_its_place(string actions, string place, string word) =>
        Refuses($$"""{"Effect":"Allow","Action":{{actions}}}""", place, word);

    [Theory]
    [InlineData("[]", "Resource: ", "an empty list")]
    [InlineData("""{"a":1}""", "Resource: ", "an object")]
    [InlineData("""["KMS:*:*:KeyId"]""", "Resource[0]: ", "SERVICE:*:*:TYPE:PATH")]
    [InlineData("""["KMS:::KeyId:*"]""", "Resource[0]: ", "SERVICE:*:*:TYPE:PATH")]
    [InlineData("""["KMS:*:*:KeyName:*"]""", "Resource[0]: ", "KeyId")]
    [InlineData("""["KMS:*:*:KeyId:my-key"]""", "Resource[0]: ", "UUID")]
    [InlineData("""["KMS:*:*:KeyId:my-*"]""", "Resource[0]: ", "UUID")]
    [InlineData("""["KMS:cn-north-4:*:KeyId:*"]""", "Resource[0]: ", "region")]
    [InlineData("""["KMS:*:0123:KeyId:*"]""", "Resource[0]: ", "domain")]
    [InlineData("""["KSM:*:*:KeyId:*"]""", "Resource[0]: ", "no service")]
    [InlineData("""["OBS:*:*:object:*"]""", "Resource[0]: ", "no service")]
    [InlineData("""["*","CSMS:*:*:secretName:x"]""", "Resource[1]: ", "could never apply")]
    public void A_wrong_resource_is_refused_by_its_place(string resources, string place, string word) =>
        Refuses($$"""{"Effect":"Allow","Action":["kms:*"],"Resource":{{resources}}}""", place, word);

    [Theory]
    [InlineData("{}", "Condition: ", "empty")]
    [InlineData("[]", "Condition: ", "object")]
    [InlineData("""{"StringIs":{"g:UserName":["a"]}}""", "Condition.StringIs: ", "StringEquals")]
    [InlineData("""{"NumericEquals":{"g:UserName":["1"]}}""", "Condition.NumericEquals: ", "unknown")]
    [InlineData("""{"StringEquals":{}}""", "Condition.StringEquals: ", "empty")]
    [InlineData("""{"StringEquals":["g:UserName"]}""", "Condition.StringEquals: ", "object")]
    [InlineData("""{"StringEquals":{"g:Nothing":["a"]}}""", "Condition.StringEquals.g:Nothing: ", "g:SourceIp")]
    [InlineData("""{"StringEquals":{"g:ResourceTag/":["a"]}}""", "Condition.StringEquals.g:ResourceTag/: ", "unknown")]
    [InlineData("""{"StringEquals":{"g:SourceIp":["10.0.0.1"]}}""", "Condition.StringEquals.g:SourceIp: ", "IpAddress, NotIpAddress")]
    [InlineData("""{"IpAddress":{"g:UserName":["10.0.0.1"]}}""", "Condition.IpAddress.g:UserName: ", "StringEquals")]
    [InlineData("""{"IpAddress":{"g:SourceIp":["10.0.0.0/8","10.0.0.0/99"]}}""", "Condition.IpAddress.g:SourceIp[1]: ", "prefix")]
    [InlineData("""{"IpAddress":{"g:SourceIp":[]}}""", "Condition.IpAddress.g:SourceIp: ", "an empty list")]
    [InlineData("""{"StringEquals":{"g:UserName":["a"],"g:username":["b"]}}""", "Condition.StringEquals.g:username: ", "twice")]
    [InlineData("""{"StringEquals":{"g:UserName":["a"]},"StringEquals":{"g:UserId":["b"]}}""", "Condition.StringEquals: ", "twice")]
    [InlineData("""{"DateLessThan":{"g:CurrentTime":["tomorrow"]}}""", "Condition.DateLessThan.g:CurrentTime[0]: ", "no time")]
    [InlineData("""{"DateLessThan":{"g:CurrentTime":"2026-02-30"}}""", "Condition.DateLessThan.g:CurrentTime: ", "no time")]
    [InlineData("""{"Bool":{"g:SecureTransport":["true","false"]}}""", "Condition.Bool.g:SecureTransport: ", "a list")]
    [InlineData("""{"Bool":{"g:SecureTransport":"yes"}}""", "Condition.Bool.g:SecureTransport: ", "\"yes\"")]
    public void A_wrong_condition_is_refused_by_its_place(string condition, string place, string word) =>
        Refuses($$"""{"Effect":"Allow","Action":["kms:*"],"Condition":{{condition}}}""", place, word);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("{} {}", "not JSON")]
    [InlineData("{\"Version\":\"1.1\",}", "not JSON")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]", "not JSON")]
    [InlineData("[]", "The document: ")]
    [InlineData("{}", "Version: this member is missing")]
    [InlineData("""{"Version":"1.1"}""", "Statement: this member is missing")]
    [InlineData("""{"Version":"1.0","Statement":[]}""", "Version: \"1.0\"")]
    [InlineData("""{"Version":"5.0","Statement":[]}""", "Version: \"5.0\"")]
    [InlineData("""{"Version":1.1,"Statement":[]}""", "Version: the number 1.1")]
    [InlineData("""{"Version":"1.1","Statement":[]}""", "Statement: an empty list")]
    [InlineData("""{"Version":"1.1","Statement":{}}""", "Statement: an object")]
    [InlineData("""{"Version":"1.1","Statement":["Allow"]}""", "Statement[0]: \"Allow\"")]
    [InlineData("""{"Version":"1.1","Statement":[],"Statement":[]}""", "Statement: this member is there twice")]
    [InlineData("""{"Version":"1.1","Statement":[],"Depends":[]}""", "Depends: this member is unknown")]
    [InlineData("""{"Version":"1.1","Statement":[],"\ud800":1}""", "an escape that is no character")]
    [InlineData("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:\udc00"]}]}""", "an escape that is no character")]
    public void What_is_wrong_in_a_document_is_refused(string json, string words) =>
        Assert.Contains(words, PolicyDocument.Parse(json).FailsWith(Status.PolicyInvalid).Message, StringComparison.Ordinal);

    [Fact]
    public void The_second_wrong_statement_is_named_by_its_place()
    {
        const string Json = """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:*"]},{"Effect":"Deny","Action":["kms:cmk:get","kms:cmk:nope"]}]}""";

        Failure failure = PolicyDocument.Parse(Json).FailsWith(Status.PolicyInvalid);

        Assert.StartsWith("Statement[1].Action[1]: \"kms:cmk:nope\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_may_have_6144_characters_and_no_more()
    {
        const string Json = """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:*"]}]}""";

        PolicyDocument.Parse(Json.PadRight(6144)).Ok();
        PolicyDocument.Parse(Json.PadRight(6145)).FailsWith(Status.PolicyInvalid);
        PolicyDocument.Parse(Json.PadRight(30_000)).FailsWith(Status.PolicyInvalid);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:x"]}]}""");
        json[^6] = 0xff;

        PolicyDocument.Parse(json).FailsWith(Status.PolicyInvalid);
    }

    [Fact]
    public void Actions_of_other_services_are_kept_aside()
    {
        PolicyDocument document = Parse("""{"Effect":"Allow","Action":["rds:task:list","ecs:*","kms:cmk:get"]}""").Ok();

        Assert.Equal(["rds:task:list", "ecs:*"], document.ForeignActions);
        Assert.Equal([IamActions.Kms.CmkGet], IamActions.All.Where(document.Statements[0].Concerns));
    }

    [Fact]
    public void What_was_found_is_shown_short_and_harmless()
    {
        string action = $"dew:user:{new string('x', 500)}";
        Failure failure = Parse($$"""{"Effect":"Allow","Action":["{{action}}"]}""").FailsWith(Status.PolicyInvalid);
        Failure control = Parse("""{"Effect":"Allow","Action":["a\u0007b"]}""").FailsWith(Status.PolicyInvalid);

        Assert.True(failure.Message.Length < 250, failure.Message);
        Assert.DoesNotContain(control.Message, char.IsControl);
    }

    private static Outcome<PolicyDocument> Parse(string statement) =>
        PolicyDocument.Parse($$"""{"Version":"1.1","Statement":[{{statement}}]}""");

    private static void Refuses(string statement, string place, string word)
    {
        Failure failure = Parse(statement).FailsWith(Status.PolicyInvalid);
        Assert.StartsWith("Statement[0]." + place, failure.Message, StringComparison.Ordinal);
        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
    }
}
