using System.Text.Json.Nodes;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class ConnectionTests : CliTest
{
    [Fact]
    public async Task Socket_comes_from_the_option_first()
    {
        SetVariable("DEW_SOCKET", "/nowhere");

        Assert.Equal(ExitCode.Ok, (await RunAsync("status", "--socket", Appliance.SocketPath)).Code);
    }

    [Fact]
    public async Task Socket_comes_from_the_environment_without_the_option()
    {
        SetVariable("DEW_SOCKET", Appliance.SocketPath);

        Assert.Equal(ExitCode.Ok, (await RunAsync("status")).Code);
    }

    [Fact]
    public async Task Absent_socket_is_answered_with_all_three_ways_to_name_one()
    {
        CliResult result = await RunAsync("status", "--socket", InFolder("none.sock"));

        Assert.Equal(ExitCode.Unreachable, result.Code);
        foreach (string expected in (string[])["none.sock", "from --socket", "DEW_SOCKET", "/run/dewd/dew.sock", "make run", "dewd --dev DIR"])
        {
            Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Impossible_socket_path_is_a_usage_error()
    {
        Assert.Equal(ExitCode.Usage, (await RunAsync("status", "--socket", "/" + new string('x', 200))).Code);
    }

    [Fact]
    public async Task Refusal_shows_code_request_and_next_step()
    {
        CliResult result = await DewAsync("key", "show", Guid.NewGuid().ToString());

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Equal("dew: There is no such key. (KMS.0207, request request-1)\n  Next: dew key list\n", result.Error);
    }

    [Fact]
    public async Task Error_is_json_for_programs()
    {
        CliResult result = await DewAsync("key", "show", Guid.NewGuid().ToString(), "--json");

        JsonNode error = JsonNode.Parse(result.Error)!["error"]!;
        Assert.Equal(
            ("KMS.0207", "There is no such key.", "request-1", 1, ""),
            ((string?)error["error_code"], (string?)error["error_msg"], (string?)error["request_id"], (int?)error["exit_code"], result.Output));
    }

    [Fact]
    public async Task Answer_of_another_program_is_no_success()
    {
        Appliance.Faults.Enqueue(static _ => Task.CompletedTask);

        Assert.Equal(ExitCode.Refused, (await DewAsync("status")).Code);
    }
}
