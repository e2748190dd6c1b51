using Xunit;

namespace Dew.Cli.Tests;

public sealed class UsageTests : CliTest
{
    [Theory]
    [InlineData("bogus")]
    [InlineData("key")]
    [InlineData("key", "create")]
    [InlineData("key", "show", "a", "b")]
    [InlineData("key", "delete", "a", "--days", "many")]
    [InlineData("key", "list", "--state", "bogus")]
    [InlineData("key", "list", "--limit", "0")]
    [InlineData("key", "list", "--limit", "1001")]
    [InlineData("key", "list", "--columns", "id,bogus")]
    [InlineData("random", "0")]
    [InlineData("random", "1048577")]
    [InlineData("random", "8", "--hex", "--raw")]
    [InlineData("encrypt", "file")]
    [InlineData("decrypt", "file-without-extension")]
    [InlineData("decrypt", "dir/.dew")]
    [InlineData("sign", "file", "--key", "k", "--algorithm", "MD5")]
    [InlineData("verify", "-", "--key", "k")]
    [InlineData("data-key", "create", "--key", "k", "--bytes", "1025")]
    [InlineData("data-key", "decrypt", "abc", "--key", "k")]
    [InlineData("completion", "tcsh")]
    [InlineData("key", "tag", "add", "k", "novalue")]
    [InlineData("key", "tag", "remove", "k", "..")]
    [InlineData("iam", "user", "delete", "..")]
    [InlineData("iam", "user", "delete", "")]
    [InlineData("iam", "user", "update", "alice")]
    [InlineData("iam", "user", "remove-from-group", "..", "ops")]
    [InlineData("iam", "policy", "attach", "p")]
    [InlineData("iam", "policy", "attach", "p", "--group", "g", "--service", "obs")]
    [InlineData("iam", "policy", "update", "p")]
    [InlineData("iam", "agency", "update", "a")]
    [InlineData("iam", "agency", "assume", "a", "--duration", "899")]
    [InlineData("iam", "access-key", "create")]
    [InlineData("iam", "access-key", "create", "alice", "--service", "obs")]
    [InlineData("iam", "access-list", "set", "domain")]
    [InlineData("audit", "list", "--from", "yesterday")]
    [InlineData("audit", "list", "--rating", "bad")]
    [InlineData("audit", "list", "--limit", "0")]
    [InlineData("audit", "show", "0")]
    [InlineData("audit", "verify", "--file", "export")]
    [InlineData("audit", "verify", "--whole")]
    [InlineData("cert", "issue")]
    [InlineData("cert", "issue", "--user", "a", "--server")]
    [InlineData("cert", "issue", "--user", "a", "--name", "host")]
    [InlineData("cert", "issue", "--server")]
    [InlineData("cert", "issue", "--user", "a", "--days", "0")]
    [InlineData("cert", "renew", "s", "--same-key", "--csr", "f")]
    [InlineData("cert", "revoke", "s", "--reason", "bored")]
    public async Task Wrong_command_line_is_refused_before_anything_is_asked(params string[] arguments)
    {
        CliResult result = await DewAsync(arguments);

        Assert.Equal((ExitCode.Usage, ""), (result.Code, result.Output));
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
        Assert.Empty(Appliance.Operations);
    }

    [Fact]
    public async Task Mistyped_command_is_answered_with_the_nearest()
    {
        Assert.Contains("create", (await DewAsync("key", "craete")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_the_program_documents_every_exit_code()
    {
        CliResult result = await RunAsync("--help");

        Assert.Equal(ExitCode.Ok, result.Code);
        foreach (int code in (int[])[0, 1, 2, 3, 4, 5, 70, 130])
        {
            Assert.Contains($"\n  {code} ", result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("status")]
    [InlineData("doctor")]
    [InlineData("random")]
    [InlineData("key", "create")]
    [InlineData("key", "list")]
    [InlineData("key", "show")]
    [InlineData("key", "enable")]
    [InlineData("key", "disable")]
    [InlineData("key", "rename")]
    [InlineData("key", "describe")]
    [InlineData("key", "delete")]
    [InlineData("key", "undelete")]
    [InlineData("key", "public-key")]
    [InlineData("data-key", "create")]
    [InlineData("data-key", "decrypt")]
    [InlineData("encrypt")]
    [InlineData("decrypt")]
    [InlineData("sign")]
    [InlineData("verify")]
    [InlineData("key", "tag", "list")]
    [InlineData("key", "tag", "add")]
    [InlineData("key", "tag", "remove")]
    [InlineData("iam", "user", "create")]
    [InlineData("iam", "user", "list")]
    [InlineData("iam", "user", "show")]
    [InlineData("iam", "user", "update")]
    [InlineData("iam", "user", "disable")]
    [InlineData("iam", "user", "enable")]
    [InlineData("iam", "user", "delete")]
    [InlineData("iam", "user", "add-to-group")]
    [InlineData("iam", "user", "remove-from-group")]
    [InlineData("iam", "group", "create")]
    [InlineData("iam", "group", "list")]
    [InlineData("iam", "group", "show")]
    [InlineData("iam", "group", "members")]
    [InlineData("iam", "group", "update")]
    [InlineData("iam", "group", "delete")]
    [InlineData("iam", "policy", "create")]
    [InlineData("iam", "policy", "update")]
    [InlineData("iam", "policy", "list")]
    [InlineData("iam", "policy", "show")]
    [InlineData("iam", "policy", "delete")]
    [InlineData("iam", "policy", "validate")]
    [InlineData("iam", "policy", "attach")]
    [InlineData("iam", "policy", "detach")]
    [InlineData("iam", "project", "create")]
    [InlineData("iam", "project", "list")]
    [InlineData("iam", "project", "show")]
    [InlineData("iam", "project", "update")]
    [InlineData("iam", "project", "disable")]
    [InlineData("iam", "project", "enable")]
    [InlineData("iam", "project", "delete")]
    [InlineData("iam", "enterprise-project", "create")]
    [InlineData("iam", "enterprise-project", "list")]
    [InlineData("iam", "enterprise-project", "show")]
    [InlineData("iam", "enterprise-project", "update")]
    [InlineData("iam", "enterprise-project", "disable")]
    [InlineData("iam", "enterprise-project", "enable")]
    [InlineData("iam", "enterprise-project", "delete")]
    [InlineData("iam", "agency", "create")]
    [InlineData("iam", "agency", "list")]
    [InlineData("iam", "agency", "show")]
    [InlineData("iam", "agency", "update")]
    [InlineData("iam", "agency", "delete")]
    [InlineData("iam", "agency", "assume")]
    [InlineData("iam", "access-key", "create")]
    [InlineData("iam", "access-key", "list")]
    [InlineData("iam", "access-key", "show")]
    [InlineData("iam", "access-key", "rotate")]
    [InlineData("iam", "access-key", "disable")]
    [InlineData("iam", "access-key", "enable")]
    [InlineData("iam", "access-key", "delete")]
    [InlineData("iam", "service", "list")]
    [InlineData("iam", "service", "show")]
    [InlineData("iam", "service", "disable")]
    [InlineData("iam", "service", "enable")]
    [InlineData("iam", "peer", "add")]
    [InlineData("iam", "peer", "list")]
    [InlineData("iam", "peer", "remove")]
    [InlineData("iam", "access-list", "list")]
    [InlineData("iam", "access-list", "show")]
    [InlineData("iam", "access-list", "set")]
    [InlineData("iam", "access-list", "delete")]
    [InlineData("iam", "explain")]
    [InlineData("cert", "issue")]
    [InlineData("cert", "list")]
    [InlineData("cert", "show")]
    [InlineData("cert", "renew")]
    [InlineData("cert", "revoke")]
    [InlineData("cert", "ca")]
    [InlineData("cert", "crl")]
    [InlineData("audit", "list")]
    [InlineData("audit", "show")]
    [InlineData("audit", "follow")]
    [InlineData("audit", "verify")]
    [InlineData("audit", "export")]
    [InlineData("audit", "head")]
    [InlineData("audit", "public-key")]
    [InlineData("completion")]
    public async Task Every_command_has_help_with_the_global_options(params string[] command)
    {
        CliResult result = await RunAsync([.. command, "--help"]);

        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("--json", result.Output, StringComparison.Ordinal);
        Assert.Contains("--socket", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_printed()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+", (await RunAsync("--version")).Output);
    }
}
