using System.Globalization;
using System.Text.RegularExpressions;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>One caller over its limit is told when to come back; others do not notice.</summary>
public sealed partial class ThrottleTests : IDisposable
{
    private const int More = 400;

    private readonly ScratchDirectory _directory = new("dew-i-");
    private readonly string _configuration;

    public ThrottleTests()
    {
        _configuration = _directory.Combine("throttling.json");
        Directory.CreateDirectory(_directory.Combine("s"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_principal_over_its_limit_gets_429_and_another_is_served()
    {
        File.WriteAllText(_configuration, """{"throttling":{"principal_requests_per_second":30,"principal_burst":30}}""");
        using DewdProcess daemon = Start();
        using DewApi administrator = new(daemon);
        DirectoryApi directory = new(administrator);
        using SignedApi greedy = new(daemon, directory.CreateUserWith("KMS CMKFullAccess").Key);
        using SignedApi modest = new(daemon, directory.CreateUserWith("KMS CMKFullAccess").Key);

        List<HttpAnswer> answers = [.. Enumerable.Range(0, More).Select(_ => greedy.Post("list-keys"))];
        HttpAnswer refused = answers.First(static answer => answer.Status != 200);
        List<int> served = [.. Enumerable.Range(0, 10).Select(_ => modest.Post("list-keys").Status)];

        Assert.Equal((429, "APIGW.0308"), (refused.Status, refused.ErrorCode));
        Assert.InRange(int.Parse(refused.Headers["retry-after"], CultureInfo.InvariantCulture), 1, 60);
        Assert.NotEmpty(refused.Headers["x-request-id"]);
        Assert.All(answers, static answer => Assert.Contains(answer.Status, (int[])[200, 429]));
        Assert.All(served, static status => Assert.Equal(200, status));
        Assert.True(Poll.Until(() => greedy.Post("list-keys").Status == 200, TimeSpan.FromSeconds(10)), "throttled for ever");
        Assert.True(Poll.Until(() => Throttled(administrator) > 0, TimeSpan.FromSeconds(10)), "not in the metrics");
    }

    [Fact]
    public void A_project_over_its_limit_gets_429_and_what_is_in_no_project_is_served()
    {
        File.WriteAllText(_configuration, """{"throttling":{"project_requests_per_second":5,"project_burst":5}}""");
        using DewdProcess daemon = Start();
        using DewApi administrator = new(daemon);

        List<int> answers = [.. Enumerable.Range(0, More).Select(_ => administrator.Post("list-keys").Status)];

        Assert.Contains(429, answers);
        Assert.All(answers, static status => Assert.Contains(status, (int[])[200, 429]));
        Assert.Equal(200, administrator.Get("/metrics").Status);
    }

    [Fact]
    public void Wrong_limits_are_all_named_and_nothing_is_served()
    {
        File.WriteAllText(_configuration, """{"throttling":{"principal_burst":0,"project_burst":"many","requests":1},"other":{}}""");

        ProgramResult result = DewdProcess.RunToEnd(_directory.Combine("s"), new DewdOptions { Arguments = ["--config", _configuration] });

        Assert.Equal(1, result.ExitCode);
        foreach (string place in (string[])["throttling.principal_burst", "throttling.project_burst", "throttling.requests", "other"])
        {
            Assert.Contains(place, result.Error, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("READY", result.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    [GeneratedRegex("^dew_throttled_total ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex ThrottledSample { get; }

    private static int Throttled(DewApi administrator) => ThrottledSample.Match(administrator.Get("/metrics").Text) is { Success: true } sample
        ? int.Parse(sample.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
        : 0;

    private DewdProcess Start() => DewdProcess.Start(
        _directory.Combine("s"), SignedDaemon.Options with { Arguments = [.. SignedDaemon.Options.Arguments, "--config", _configuration] });
}
