using System.Text;
using Dew.Testing;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class AuditCommandTests : CliTest
{
    private const string Root = "/appliance/v1/audit/";
    private const string Record =
        """{"sequence":7,"time":1785542400000,"trace_name":"createKey","service_type":"KMS","trace_rating":"normal","status":1,"outcome":"Ok","resource_type":"cmk","resource_name":"a\u001b[31m","user_type":"user","user_name":"alice","channel":"unix","previous":"00"}""";

    [Fact]
    public async Task Records_are_a_table_without_what_could_steer_a_terminal()
    {
        Answer("records?limit=20", $$"""{"records":[{{Record}}],"unreadable":0}""");

        Assert.Equal(
            """
            SEQ  TIME                  RATING  OPERATION  USER   RESOURCE    FROM  OUTCOME
            7    2026-08-01 00:00:00Z  normal  createKey  alice  cmk a?[31m  unix  Ok

            """,
            (await DewAsync("audit", "list")).Output);
    }

    [Fact]
    public async Task Filters_are_passed_on()
    {
        Answer("records?limit=3&from=1785542400000&to=1785546000000&trace_name=createKey&user=alice&resource_name=payroll&trace_rating=warning", """{"records":[],"unreadable":0}""");

        CliResult result = await DewAsync(
            "audit", "list", "--from", "2026-08-01", "--to", "2026-08-01T03:00:00+02:00", "--name", "createKey", "--user", "alice", "--resource", "payroll", "--rating", "warning", "--limit", "3");

        Assert.Equal((0, "No audit records.\n"), (result.Code, result.Output));
    }

    [Fact]
    public async Task Resource_that_is_an_id_is_looked_for_as_one()
    {
        Answer("records?limit=20&resource_id=11111111-2222-3333-4444-555555555555", """{"records":[],"unreadable":0}""");

        Assert.Equal(0, (await DewAsync("audit", "list", "--resource", "11111111-2222-3333-4444-555555555555")).Code);
    }

    [Fact]
    public async Task List_goes_on_where_an_answer_had_not_enough()
    {
        Answer("records?limit=2", $$"""{"records":[{{Record}}],"marker":7,"unreadable":0}""");
        Answer("records?limit=1&marker=7", $$"""{"records":[{{Record.Replace("\"sequence\":7", "\"sequence\":5", StringComparison.Ordinal)}}],"marker":5,"unreadable":1}""");

        CliResult result = await DewAsync("audit", "list", "--limit", "2", "--json");

        Assert.Equal((5, 1, 2), ((int)result.Json["marker"]!, (int)result.Json["unreadable"]!, result.Json["records"]!.AsArray().Count));
    }

    [Fact]
    public async Task Record_is_shown_with_its_hash_and_for_programs_byte_for_byte()
    {
        Answer("records/7", Record);

        Assert.Contains("(hash of it)", (await DewAsync("audit", "show", "7")).Output, StringComparison.Ordinal);
        Assert.Equal(Record + "\n", (await DewAsync("audit", "show", "7", "--json")).Output);
    }

    [Theory]
    [InlineData("intact", 0)]
    [InlineData("incomplete", ExitCode.NotAuthentic)]
    [InlineData("broken", ExitCode.NotAuthentic)]
    public async Task Verdict_decides_the_exit_code(string verdict, int code)
    {
        Appliance.Answers[$"POST {Root}verify"] =
            $$"""{"verdict":"{{verdict}}","records":1,"first":1,"last":1,"heads":1,"signed_sequence":1,"signed_time":1785542400000,"unsigned_records":0,"finding_count":0,"findings":[]}""";

        CliResult result = await DewAsync("audit", "verify");

        Assert.Equal(code, result.Code);
        Assert.Contains(verdict.ToUpperInvariant(), result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exports_are_verified_without_the_appliance()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        string publicKey = Write("key.pem", Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()));
        string export = Write("audit-1.jsonl", "this is no record\n"u8.ToArray());

        CliResult result = await RunAsync("audit", "verify", "--file", export, "--public-key", publicKey);

        Assert.Equal(ExitCode.NotAuthentic, result.Code);
        Assert.Contains("malformed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_no_head_vouches_for_prove_nothing()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        string publicKey = Write("key.pem", Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()));
        string export = Write("audit-1.jsonl", Encoding.UTF8.GetBytes(
            $$"""{"sequence":1,"time":1,"trace_name":"createKey","service_type":"KMS","trace_rating":"normal","status":1,"outcome":"Ok","resource_type":"cmk","user_type":"user","channel":"unix","previous":"{{new string('0', 64)}}"}""" + "\n"));

        CliResult result = await RunAsync("audit", "verify", "--file", export, "--public-key", publicKey);

        Assert.Equal(ExitCode.NotAuthentic, result.Code);
        Assert.Contains("NOT SIGNED", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_gets_the_export_and_the_key()
    {
        Answer("public-key", """{"public_key":"-----BEGIN PUBLIC KEY-----\n"}""");
        Answer("export", Record + "\n" + Record + "\n");
        string folder = InFolder("out") + "/";

        CliResult result = await DewAsync("audit", "export", "--output", folder, "--json");

        Assert.Equal((0, 2), (result.Code, (int)result.Json["lines"]!));
        Assert.Equal(["audit-public-key.pem"], Directory.GetFiles(folder, "*.pem").Select(Path.GetFileName));
        Assert.Single(Directory.GetFiles(folder, "audit-*.jsonl"));
    }

    [Fact]
    public async Task Export_that_breaks_off_leaves_no_file()
    {
        Appliance.Faults.Enqueue(async http =>
        {
            await http.Response.Body.WriteAsync("{}\n"u8.ToArray());
            await http.Response.Body.FlushAsync();
            Assert.True(Poll.Until(() => Directory.GetFiles(Folder).Any(static file => new FileInfo(file).Length > 0), TimeSpan.FromSeconds(30)));
            http.Abort();
        });

        CliResult result = await DewAsync("audit", "export", "--output", InFolder("out.jsonl"));

        Assert.Equal(ExitCode.Unreachable, result.Code);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    private void Answer(string url, string json) => Appliance.Answers[$"GET {Root}{url}"] = json;
}
