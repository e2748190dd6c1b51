using Dew.Protocol.Rest;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class ApplianceCommandTests : CliTest
{
    [Fact]
    public async Task Status_is_a_list_for_people()
    {
        string[] lines = (await DewAsync("status")).Output.Split('\n');

        Assert.Equal("State     operational", lines[0]);
        Assert.Equal("Degraded  no", lines[1]);
        Assert.Equal($"Socket    {Appliance.SocketPath} (from --socket)", lines[6]);
    }

    [Fact]
    public async Task Status_for_programs_is_the_answer_of_the_api()
    {
        CliResult result = await DewAsync("status", "--json");

        Assert.Equal("operational", (string?)result.Json["state"]);
        Assert.Equal(["state", "degraded", "version", "project_id", "domain_id", "region"], result.Json.Select(static member => member.Key));
    }

    [Fact]
    public async Task Doctor_is_content_with_warnings()
    {
        Appliance.Findings.Add(new DoctorCheck { Name = "disk", Status = "warn", Detail = "80 % full", Advice = "make room" });

        CliResult result = await DewAsync("doctor");

        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal(
            """
            CHECK  STATUS  FOUND      ADVICE
            HSM    ok      answers
            disk   warn    80 % full  make room

            """,
            result.Output);
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("doctor", "--json")]
    public async Task Doctor_fails_if_a_check_fails(params string[] command)
    {
        Appliance.Findings.Add(new DoctorCheck { Name = "disk", Status = "fail", Detail = "full", Advice = "make room" });

        Assert.Equal(ExitCode.Refused, (await DewAsync(command)).Code);
    }

    [Fact]
    public async Task Deep_doctor_asks_for_it()
    {
        await DewAsync("doctor", "--deep");

        Assert.Equal(["doctor?deep=true"], Appliance.Operations);
    }

    [Fact]
    public async Task Random_is_32_bytes_of_hexadecimal_by_default()
    {
        Assert.Matches("^[0-9a-f]{64}\n$", (await DewAsync("random")).Output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public async Task Random_base64_of_any_length_is_one_text(int count)
    {
        CliResult result = await DewAsync("random", $"{count}", "--base64");

        Assert.Equal(count, Convert.FromBase64String(result.Output.TrimEnd('\n')).Length);
    }

    [Fact]
    public async Task Random_raw_is_bytes_only()
    {
        Assert.Equal(3000, (await DewAsync("random", "3000", "--raw")).OutputBytes.Length);
    }

    [Fact]
    public async Task Random_for_programs_is_named_as_in_the_api()
    {
        Assert.Equal(3000, ((string?)(await DewAsync("random", "1500", "--json")).Json["random_data"])!.Length);
    }

    [Fact]
    public async Task Random_raw_is_kept_from_a_terminal()
    {
        OnTerminal = true;

        Assert.Equal(ExitCode.Usage, (await DewAsync("random", "--raw")).Code);
    }
}
