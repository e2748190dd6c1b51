using System.Diagnostics;
using System.Security.Cryptography;
using Dew.Testing;
using Xunit;

namespace Dew.Cli.Tests;

/// <summary>What only a process of its own shows: signals, closed pipes, standard streams that are files.</summary>
public sealed class ProcessTests : CliTest
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "dew");

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task Signal_ends_the_work_and_removes_the_temporary_file(string signal, int expectedCode)
    {
        Appliance.AddKey("a");
        using Process process = Start("encrypt", "-", "--key", "a", "--output", InFolder("out.dew"));
        await process.StandardInput.BaseStream.WriteAsync(RandomNumberGenerator.GetBytes(3_000_000), TestContext.Current.CancellationToken);
        Assert.True(Poll.Until(() => Directory.GetFiles(Folder).Any(static file => new FileInfo(file).Length > 1_000_000), s_limit));

        Programs.Run("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expectedCode, process.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Signal_that_comes_twice_at_once_still_removes_the_temporary_file()
    {
        Appliance.AddKey("a");
        using Process process = Start("encrypt", "-", "--key", "a", "--output", InFolder("out.dew"));
        Assert.True(Poll.Until(() => Directory.GetFiles(Folder).Length > 0, s_limit));

        Programs.Run("bash", ["-c", $"kill -INT {process.Id}; kill -INT {process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void Reader_that_goes_away_ends_the_work_quietly()
    {
        ProgramResult result = Shell("dew random 1000000 --raw | head -c 3 | wc -c; echo ${PIPESTATUS[0]}");

        Assert.Equal(("3\n141\n", ""), (result.Text, result.Error));
    }

    [Fact]
    public void Output_that_is_appended_to_a_file_follows_what_is_there()
    {
        string file = InFolder("log");

        ProgramResult result = Shell($"{{ echo first; dew random 1; dew random 2; }} > '{file}'; dew random 3 >> '{file}'");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([5, 2, 4, 6], File.ReadAllLines(file).Select(static line => line.Length));
    }

    [Fact]
    public async Task Secrets_do_not_reach_a_core_dump()
    {
        using Process process = Start("encrypt", "-", "--key", "a");
        bool forbidden = Poll.Until(
            () => File.ReadAllText($"/proc/{process.Id}/limits").Contains("Max core file size        0", StringComparison.Ordinal), s_limit);

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(forbidden);
    }

    [Fact]
    public async Task Records_are_followed_until_the_signal()
    {
        const string Record = """{"sequence":8,"time":1785542400000,"trace_name":"createKey"}""";
        Appliance.Answers["GET /appliance/v1/audit/head"] =
            """{"sequence":7,"hash":"00","signed_sequence":7,"exported_sequence":7,"behind":0}""";
        Appliance.Answers["GET /appliance/v1/audit/records?limit=200&after=7&wait=30"] = $$"""{"records":[{{Record}}],"marker":8,"unreadable":0}""";
        Appliance.Answers["GET /appliance/v1/audit/records?limit=200&after=8&wait=30"] = """{"records":[],"unreadable":0}""";
        using Process process = Start("audit", "follow", "--json");

        Assert.Equal(Record, await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Programs.Run("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((130, "", ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    private Process Start(params string[] arguments)
    {
        var info = new ProcessStartInfo(Program, [.. arguments, "--socket", Appliance.SocketPath])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(info)!;
    }

    private ProgramResult Shell(string script) => Programs.Run(
        "bash",
        ["-c", script],
        environment: new Dictionary<string, string?>
        {
            ["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}",
            ["DEW_SOCKET"] = Appliance.SocketPath,
        });
}
