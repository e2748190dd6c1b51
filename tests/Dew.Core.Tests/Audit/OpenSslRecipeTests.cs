using System.Diagnostics;
using System.Text;
using Dew.Core.Audit;
using Dew.Core.Tests.Fakes;
using Dew.Testing;
using Xunit;

namespace Dew.Core.Tests.Audit;

/// <summary>The recipe of the README, taken from it word for word, run with the tools of the system.</summary>
public sealed class OpenSslRecipeTests : AuditTest, IDisposable
{
    private readonly SoftwareTokenSigner _token = new();
    private readonly ScratchDirectory _folder = new();

    public void Dispose()
    {
        _token.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_third_party_verifies_an_export()
    {
        await WriteExportAsync();

        Assert.Equal((0, "intact up to record 20, 2 heads\n"), await RunAsync());
    }

    [Fact]
    public async Task A_third_party_verifies_an_excerpt()
    {
        await WriteExportAsync(static lines => lines[10..]);

        Assert.Equal((0, "intact up to record 20, 2 heads\n"), await RunAsync());
    }

    [Fact]
    public async Task A_third_party_finds_a_changed_record()
    {
        await WriteExportAsync(static lines => [.. lines.Select(static line => line.Replace("key-3", "key-4", StringComparison.Ordinal))]);

        Assert.Equal((1, "record 5 does not follow the one before\n"), await RunAsync());
    }

    [Fact]
    public async Task A_third_party_finds_a_removed_record()
    {
        await WriteExportAsync(static lines => [.. lines[..4], .. lines[5..]]);

        Assert.Equal((1, "record 5 is missing\n"), await RunAsync());
    }

    [Fact]
    public async Task A_third_party_finds_a_forged_head()
    {
        await WriteExportAsync(static lines => [.. lines.Select(static line => line.Replace("\\u0022sequence\\u0022:10", "\\u0022sequence\\u0022:11", StringComparison.Ordinal))]);

        Assert.Equal((1, "head after 10: wrong signature\n"), await RunAsync());
    }

    private async Task WriteExportAsync(Func<string[], string[]>? change = null)
    {
        AuditTrail trail = NewTrail();
        var signer = new AuditSigner(trail, Store, _token, Time);
        for (int i = 0; i < 20; i++)
        {
            await trail.AppendAsync(Entry($"key-{i}") with { ResourceName = "Schlüssel \"für\" 'alles' \\n %s 空", Request = """{"a":"b\\c"}""" });
            if (i % 10 == 9)
            {
                (await signer.SignAsync()).Ok();
            }
        }

        string[] lines = [.. AuditLines.Read(Store, 1, 20).Select(static line => Encoding.UTF8.GetString(line.Span))];
        await File.WriteAllLinesAsync(Path.Combine(_folder.Path, "export.jsonl"), change?.Invoke(lines) ?? lines, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "public-key.pem"), _token.Key.ExportSubjectPublicKeyInfoPem() + "\n", TestContext.Current.CancellationToken);
        string readme = await File.ReadAllTextAsync(
            Path.Combine(RepositoryPaths.Root, "src", "Dew.Core", "Audit", "README.md"), TestContext.Current.CancellationToken);
        string recipe = readme.Split("```sh\n")[1].Split("```")[0];
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "verify.sh"), recipe, TestContext.Current.CancellationToken);
    }

    private async Task<(int ExitCode, string Output)> RunAsync()
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["verify.sh", "public-key.pem", "export.jsonl"])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true,
        })!;
        string output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output);
    }
}
