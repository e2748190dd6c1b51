using Dew.Client.Tests.Fakes;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class KeyTagTests : CliTest
{
    [Fact]
    public async Task Tags_are_added_one_by_one()
    {
        string url = Url();
        Appliance.Answers[$"POST {url}"] = "";

        CliResult result = await DewAsync("key", "tag", "add", "payroll", "env=prod", "formula=a=b");

        Assert.Equal(0, result.Code);
        Assert.Equal(
            [$$$"""POST {{{url}}} {"tag":{"key":"env","value":"prod"}}""", $$$"""POST {{{url}}} {"tag":{"key":"formula","value":"a=b"}}"""], Appliance.Requests);
    }

    [Fact]
    public async Task Tags_are_listed()
    {
        Appliance.Answers[$"GET {Url()}"] = """{"tags":[{"key":"env","value":"prod"}],"existTagsNum":1}""";

        Assert.Equal("NAME  VALUE\nenv   prod\n", (await DewAsync("key", "tag", "list", "payroll")).Output);
    }

    [Fact]
    public async Task Tag_is_removed()
    {
        string url = Url();
        Appliance.Answers[$"DELETE {url}/env"] = "";

        Assert.Equal("removed", (string?)(await DewAsync("key", "tag", "remove", "payroll", "env", "--json")).Json["change"]);
    }

    private string Url() => $"/v1.0/{FakeAppliance.ProjectId}/kms/{Appliance.AddKey("payroll").Details.KeyId}/tags";
}
