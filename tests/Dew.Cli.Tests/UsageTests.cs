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
