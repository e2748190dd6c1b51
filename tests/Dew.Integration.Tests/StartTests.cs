using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>Starting, stopping and starting again, as scripts see it.</summary>
public sealed class StartTests : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    [Fact]
    public void Starting_again_on_the_same_directory_continues()
    {
        string keyId;
        string ciphertext;
        using (DewdProcess first = DewdProcess.Start(_directory.Path))
        {
            using DewApi api = new(first);
            keyId = api.CreateKey("kept");
            ciphertext = (string)api.Call("encrypt-data", ("key_id", keyId), ("plain_text", "kept text"))["cipher_text"]!;
            Assert.Equal(0, first.Stop());
        }

        using DewdProcess second = DewdProcess.Start(_directory.Path);
        using DewApi again = new(second);
        Assert.Equal("kept text", (string?)again.Call("decrypt-data", ("cipher_text", ciphertext))["plain_text"]);
        Assert.Equal("kept", (string?)again.Call("describe-key", ("key_id", keyId))["key_info"]!["key_alias"]);
    }

    [Fact]
    public void Standard_output_holds_one_READY_line()
    {
        using DewdProcess daemon = DewdProcess.Start(_directory.Path);
        Assert.Equal(0, daemon.Stop());
        Assert.Single(daemon.StandardOutput.Split('\n'), line => line.StartsWith("READY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_right_after_READY_is_as_clean_as_any()
    {
        for (int i = 0; i < 40; i++)
        {
            using DewdProcess daemon = DewdProcess.Start(_directory.Path);
            Assert.True(daemon.Stop() == 0, $"exit code {daemon.ExitCode} in round {i}\n{daemon.StandardError}");
        }
    }

    [Fact]
    public void Admin_json_names_the_administrator_and_only_its_owner_may_read_it()
    {
        using DewdProcess daemon = DewdProcess.Start(_directory.Path);
        string path = _directory.Combine("admin.json");
        JsonNode admin = JsonNode.Parse(File.ReadAllBytes(path))!;

        Assert.Matches("^[0-9a-f]{32}$", (string)admin["project_id"]!);
        Assert.InRange(((string)admin["domain_id"]!).Length, 32, 64);
        Assert.NotEmpty((string)admin["access_key"]!);
        Assert.NotEmpty((string)admin["secret_key"]!);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path) | UnixFileMode.UserWrite);
    }

    [Fact]
    public void State_can_be_asked_for_and_says_operational()
    {
        using DewdProcess daemon = DewdProcess.Start(_directory.Path);
        using DewApi api = new(daemon);

        JsonNode state = api.Get("/appliance/v1/state").Json;
        Assert.Equal("operational", (string?)state["state"], ignoreCase: true);
        Assert.Equal(api.ProjectId, (string?)state["project_id"]);
        Assert.Empty(api.DoctorComplaints(deep: true));
    }

    [Theory]
    [InlineData("--frames-tls", "0")]
    public void Listeners_that_cannot_authenticate_yet_are_refused_in_words(string option, string value)
    {
        ProgramResult result = DewdProcess.RunToEnd(_directory.Path, new DewdOptions { Arguments = [option, value] });

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("READY", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("192.0.2.1:8080")]
    [InlineData("[::]:0")]
    [InlineData("localhost:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("8080")]
    [InlineData("")]
    public void Plain_http_is_refused_in_words_anywhere_but_on_the_loopback(string value)
    {
        ProgramResult result = DewdProcess.RunToEnd(_directory.Path, new DewdOptions { Arguments = ["--http", value] });

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("--http", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("READY", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("[::1]:0")]
    public void Plain_http_is_served_on_the_loopback_and_READY_names_its_port(string value)
    {
        using DewdProcess daemon = DewdProcess.Start(_directory.Path, new DewdOptions { Arguments = ["--http", value] });
        using RawHttp http = new(daemon.HttpEndPoint);

        Assert.Equal(200, http.Exchange("GET", "/healthz").Status);
        Assert.Equal(0, daemon.Stop());
    }

    [Theory]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    public void A_state_directory_that_others_can_enter_is_refused_in_words(UnixFileMode more)
    {
        File.SetUnixFileMode(_directory.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | more);
        ProgramResult result = DewdProcess.RunToEnd(_directory.Path);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(_directory.Path, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_second_daemon_on_the_same_directory_is_refused_in_words_and_the_first_goes_on()
    {
        using DewdProcess first = DewdProcess.Start(_directory.Path);
        ProgramResult second = DewdProcess.RunToEnd(_directory.Path);

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(_directory.Path, second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Error, StringComparison.Ordinal);
        using DewApi api = new(first);
        Assert.Equal(200, api.Get("/healthz").Status);
        api.CreateKey("still-here");
    }

    [Fact]
    public void The_socket_file_that_a_killed_daemon_left_does_not_stand_in_the_way()
    {
        using (DewdProcess first = DewdProcess.Start(_directory.Path))
        {
            first.Kill();
        }
        Assert.True(File.Exists(_directory.Combine("dew.sock")));

        using DewdProcess second = DewdProcess.Start(_directory.Path);
        using DewApi api = new(second);
        Assert.Equal(200, api.Get("/healthz").Status);
    }

    [Theory]
    [InlineData("--dev")]
    [InlineData("--no-such-option")]
    [InlineData()]
    public void A_command_line_that_makes_no_sense_ends_with_an_explanation(params string[] arguments)
    {
        ProgramResult result = Programs.Run(DewdProcess.BinaryPath, arguments);

        Assert.NotEqual(0, result.ExitCode);
        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_is_none_is_refused_in_words()
    {
        ProgramResult result = DewdProcess.RunToEnd(_directory.Path, new DewdOptions { HsmModule = "/lib/x86_64-linux-gnu/libc.so.6" });

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("libc.so.6", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
