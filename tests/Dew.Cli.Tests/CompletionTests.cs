using Dew.Testing;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class CompletionTests : CliTest
{
    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Script_is_accepted_by_its_shell(string shell, string checkOnly)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))), $"{shell} is not installed");
        string script = Write("script", (await RunAsync("completion", shell)).OutputBytes);

        ProgramResult result = Programs.Run(shell, [checkOnly, script]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("dew ke", "key")]
    [InlineData("dew key cr", "create")]
    [InlineData("dew key create x --spec EC", "EC_P256 EC_P384")]
    [InlineData("dew iam access-l", "access-list")]
    [InlineData("dew cert revoke x --reason key", "key-compromise")]
    [InlineData("dew audit list --rating w", "warning")]
    [InlineData("dew encrypt some-file", "")]
    public async Task Bash_completes_by_asking_the_program(string line, string expected)
    {
        Write("script", (await RunAsync("completion", "bash")).OutputBytes);
        string test = Write("test", System.Text.Encoding.UTF8.GetBytes(
            $"""
            source '{InFolder("script")}'
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD={line.Split(' ').Length - 1}
            _dew_complete dew
            echo "${"{COMPREPLY[*]}"}"
            """));

        ProgramResult result = Programs.Run(
            "bash",
            [test],
            environment: new Dictionary<string, string?> { ["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}" });

        Assert.Equal(expected + "\n", result.Text);
    }
}
