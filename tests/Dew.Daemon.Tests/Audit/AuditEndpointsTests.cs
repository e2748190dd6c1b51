using System.Text;
using System.Text.Json;
using Dew.Core;
using Dew.Core.Appliance;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Tests.Fakes;
using Dew.Daemon.Audit;
using Dew.Daemon.Identity;
using Dew.Daemon.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Tests.Audit;

/// <summary>The handlers of the routes, called as the pipeline calls them.</summary>
public sealed class AuditEndpointsTests : AuditFilesTest
{
    private const string Project = "0123456789abcdef0123456789abcdef";
    private const string OtherProject = "ffffffffffffffffffffffffffffffff";

    private static readonly ApplianceIdentity s_identity = new("dddddddddddddddddddddddddddddddd", Project, "local-1");

    [Fact]
    public async Task Traces_have_the_vendors_names_and_types()
    {
        await AppendAsync("createKey", Status.KeyNotFound, Project, call => call with { ResourceId = "k", ResourceName = "mine", Request = "{}", Source = "192.0.2.7", RequestId = "r" });

        using JsonDocument answer = await GetAsync(200, "/v3/{project_id}/traces", "trace_type=system");

        Assert.Equal(
            $$"""
            {"trace_id":"1","trace_name":"createKey","trace_rating":"warning","trace_type":"ApiCall","service_type":"KMS","resource_type":"cmk","resource_id":"k","resource_name":"mine",
            "user":{"id":"fedcba9876543210fedcba9876543210","name":"alice","user_name":"alice","domain":{"id":"{{s_identity.DomainId}}"},"access_key_id":"AK","principal_id":"fedcba9876543210fedcba9876543210","type":"User"},
            "source_ip":"192.0.2.7","time":{{Time.GetUtcNow().ToUnixTimeMilliseconds()}},"record_time":{{Time.GetUtcNow().ToUnixTimeMilliseconds()}},"code":"404","request_id":"r","request":"{}","message":"words","api_version":"1.0"}
            """.ReplaceLineEndings(""),
            answer.RootElement.GetProperty("traces")[0].GetRawText());
        Assert.Equal("""{"count":1}""", answer.RootElement.GetProperty("meta_data").GetRawText());
    }

    [Fact]
    public async Task Traces_are_those_of_the_project()
    {
        await AppendAsync("mine", Status.Ok, Project);
        await AppendAsync("other", Status.Ok, OtherProject);
        await AppendAsync("none", Status.Ok, "");

        Assert.Equal(["mine"], await TraceNamesAsync(""));
        Assert.Empty(await TraceNamesAsync("trace_id=2"));
        Assert.Empty(await TraceNamesAsync("trace_id=3"));
        Assert.Equal(["mine"], await TraceNamesAsync("trace_id=1&trace_name=ignored"));
    }

    [Fact]
    public async Task Who_may_read_the_whole_trail_sees_records_of_no_project_too()
    {
        await AppendAsync("mine", Status.Ok, Project);
        await AppendAsync("other", Status.Ok, OtherProject);
        await AppendAsync("none", Status.Ok, "");

        Assert.Equal(["none", "mine"], await TraceNamesAsync("", Administrator));
    }

    [Fact]
    public async Task Traces_are_of_the_last_hour_unless_a_range_is_given_and_never_older_than_the_days_shown()
    {
        DateTimeOffset start = Time.GetUtcNow();
        await AppendAsync("old", Status.Ok, Project);
        Time.Advance(TimeSpan.FromHours(2));
        await AppendAsync("new", Status.Ok, Project);

        Assert.Equal(["new"], await TraceNamesAsync(""));
        Assert.Equal(["new", "old"], await TraceNamesAsync($"from={start.ToUnixTimeMilliseconds() - 1}"));
        Assert.Equal(["old"], await TraceNamesAsync($"from={start.ToUnixTimeMilliseconds() - 1}&to={start.ToUnixTimeMilliseconds() + 1}"));
        Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(1));
        Assert.Equal(["new"], await TraceNamesAsync($"from={start.ToUnixTimeMilliseconds() - 1}"));
    }

    [Fact]
    public async Task Traces_come_in_pages()
    {
        for (int i = 0; i < 5; i++)
        {
            await AppendAsync($"t{i}", Status.Ok, Project);
        }

        using JsonDocument first = await GetAsync(200, "/v3/{project_id}/traces", "limit=2");
        string next = first.RootElement.GetProperty("meta_data").GetProperty("marker").GetString()!;

        Assert.Equal("4", next);
        Assert.Equal(["t2", "t1"], await TraceNamesAsync($"limit=2&next={next}"));
    }

    [Theory]
    [InlineData("trace_type=data")]
    [InlineData("tracker_name=mine")]
    [InlineData("trace_name=other")]
    [InlineData("user=bob")]
    [InlineData("trace_id=nonsense")]
    public async Task Filters_that_nothing_fits_give_none(string query)
    {
        await AppendAsync("mine", Status.Ok, Project);

        Assert.Empty(await TraceNamesAsync(query));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=x")]
    [InlineData("next=x")]
    [InlineData("from=-1")]
    [InlineData("to=99999999999999999999")]
    [InlineData("trace_type=other")]
    [InlineData("trace_rating=bad")]
    [InlineData("enterprise_project_id=abc")]
    public async Task Wrong_parameters_are_refused(string query) => (await GetAsync(400, "/v3/{project_id}/traces", query)).Dispose();

    [Fact]
    public async Task Records_are_listed_byte_for_byte()
    {
        await AppendAsync("a", Status.Ok, Project);
        await AppendAsync("b", Status.Ok, "");

        using JsonDocument answer = await GetAsync(200, "/appliance/v1/audit/records", "");

        JsonElement records = answer.RootElement.GetProperty("records");
        Assert.Equal(Encoding.UTF8.GetString(Store.Records[2].Json.Span), records[0].GetRawText());
        Assert.Equal(2, records.GetArrayLength());
    }

    [Fact]
    public async Task One_record_is_answered_byte_for_byte()
    {
        await AppendAsync("a", Status.Ok, Project);

        string text = await TextAsync(200, "/appliance/v1/audit/records/{sequence}", "", ("sequence", "1"));

        Assert.Equal(Encoding.UTF8.GetString(Store.Records[1].Json.Span), text);
        await TextAsync(404, "/appliance/v1/audit/records/{sequence}", "", ("sequence", "7"));
        await TextAsync(400, "/appliance/v1/audit/records/{sequence}", "", ("sequence", "x"));
    }

    [Fact]
    public async Task A_follower_waits_for_the_next_record()
    {
        await AppendAsync("a", Status.Ok, Project);
        Task<JsonDocument> following = GetAsync(200, "/appliance/v1/audit/records", "after=1&wait=30");
        Assert.False(following.IsCompleted);

        await AppendAsync("b", Status.Ok, Project);

        using JsonDocument answer = await following.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(2, answer.RootElement.GetProperty("records")[0].GetProperty("sequence").GetInt64());
        Assert.Equal(2, answer.RootElement.GetProperty("marker").GetInt64());
    }

    [Fact]
    public async Task A_follower_whose_time_is_over_gets_none_and_the_marker()
    {
        await AppendAsync("a", Status.Ok, Project);
        Task<JsonDocument> following = GetAsync(200, "/appliance/v1/audit/records", "after=1&wait=30&trace_name=b");
        await AppendAsync("c", Status.Ok, Project);

        Time.Advance(TimeSpan.FromSeconds(30));

        using JsonDocument answer = await following.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, answer.RootElement.GetProperty("records").GetArrayLength());
        Assert.InRange(answer.RootElement.GetProperty("marker").GetInt64(), 1, 2);
    }

    [Fact]
    public async Task A_verification_answers_what_it_found_and_is_recorded()
    {
        await FillAsync(5);
        LastRecordBecomes("createKey", "createCat");

        using JsonDocument answer = await GetAsync(200, "/appliance/v1/audit/verify", "");

        JsonElement root = answer.RootElement;
        Assert.Equal(("broken", 5L), (root.GetProperty("verdict").GetString(), root.GetProperty("records").GetInt64()));
        Assert.Equal("rewritten", root.GetProperty("findings")[0].GetProperty("kind").GetString());
        Assert.Equal("verifyAudit", AuditRecord.Parse(Store.Records[6].Json.Span)!.TraceName);
    }

    [Fact]
    public async Task An_export_of_a_range_is_widened_to_heads_and_verifies_by_itself()
    {
        await FillAsync(5);
        Time.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync("x", Status.Ok, Project);
        DateTimeOffset middle = Time.GetUtcNow();
        await FillAsync(2);
        Time.Advance(TimeSpan.FromMinutes(1));
        await FillAsync(5);

        string text = await TextAsync(
            200, "/appliance/v1/audit/export", $"from={middle.ToUnixTimeMilliseconds() - 1}&to={middle.ToUnixTimeMilliseconds() + 1}");

        var check = new AuditExportCheck(Token.Key, isWhole: false);
        await check.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
        AuditReport report = check.Finish();
        Assert.Equal((AuditVerdict.Intact, 6L, 8L, 0L), (report.Verdict, report.First, report.Last, report.UnsignedRecords));
        Assert.Equal("exportAudit", AuditRecord.Parse(Store.Records[14].Json.Span)!.TraceName);
    }

    [Fact]
    public async Task An_export_of_nothing_is_empty() => Assert.Equal("", await TextAsync(200, "/appliance/v1/audit/export", "from=1&to=3"));

    [Fact]
    public async Task The_head_and_the_public_key_verify_without_the_appliance()
    {
        await FillAsync(5);

        using JsonDocument head = await GetAsync(200, "/appliance/v1/audit/head", "");
        using JsonDocument key = await GetAsync(200, "/appliance/v1/audit/public-key", "");

        using var publicKey = System.Security.Cryptography.ECDsa.Create();
        publicKey.ImportFromPem(key.RootElement.GetProperty("public_key").GetString());
        var signed = new SignedAuditHead
        {
            Head = head.RootElement.GetProperty("head").GetString()!, Signature = head.RootElement.GetProperty("signature").GetString()!,
        };
        Assert.Equal(5, signed.Verify(publicKey)?.Sequence);
    }

    private static Principal Alice { get; } = new(PrincipalKind.User, "fedcba9876543210fedcba9876543210", "alice") { AccessKeyId = "AK" };

    private static Principal Administrator { get; } = new(PrincipalKind.User, BuiltIn.AdminId(s_identity.DomainId), BuiltIn.AdminName);

    private async Task AppendAsync(string name, Status status, string project, Func<AuditEntry, AuditEntry>? change = null)
    {
        var entry = new AuditEntry
        {
            Trace = Traces.Kms(name), Status = status, Principal = Alice, Channel = AuditChannel.Tls, ProjectId = project, Message = status == Status.Ok ? "" : "words",
        };
        Assert.True(await Trail.AppendAsync(change?.Invoke(entry) ?? entry));
    }

    private void LastRecordBecomes(string from, string to)
    {
        long last = Store.AuditRange.Last;
        Store.Records[last] = new(last, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Store.Records[last].Json.Span).Replace(from, to, StringComparison.Ordinal)));
    }

    private async Task<string[]> TraceNamesAsync(string query, Principal? principal = null)
    {
        using JsonDocument answer = JsonDocument.Parse(await TextAsync(200, "/v3/{project_id}/traces", query, ("project_id", Project), principal));
        return [.. answer.RootElement.GetProperty("traces").EnumerateArray().Select(static trace => trace.GetProperty("trace_name").GetString()!)];
    }

    private async Task<JsonDocument> GetAsync(int status, string pattern, string query) =>
        JsonDocument.Parse(await TextAsync(status, pattern, query, ("project_id", Project)));

    private async Task<string> TextAsync(int status, string pattern, string query, (string Name, string Value)? routeValue = null, Principal? principal = null)
    {
        using var worker = new AuditWorker(Trail, Store, Token, Options, Time, NullLogger<AuditWorker>.Instance);
        using var follower = new AuditFollower(Store, Trail, Time, new Lifetime());
        using var audit = new AuditEndpoints(Store, Trail, worker, follower);
        var keys = new InMemoryKeyStore();
        using var changes = new Changes(keys, new AuditTrail(keys.Audit, Time));
        var directory = new DirectoryService(keys, keys, changes, s_identity, Time);
        await directory.EnsureBuiltInAsync();
        var traces = new TraceEndpoints(Store, new Authorizer(directory, Time), s_identity, Options, Time);
        Route route = audit.Routes.Concat(traces.Routes).Single(route => route.Pattern == pattern);

        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        http.Request.QueryString = new QueryString("?" + query);
        http.Request.RouteValues[routeValue?.Name ?? "none"] = routeValue?.Value;
        var call = new CallContext { Principal = principal ?? Alice, Trace = route.Trace, ProjectId = route.HasProject ? Project : "", Channel = AuditChannel.Unix };
        using RequestBody empty = RequestBody.Empty;
        using Scratch scratch = Scratch.Rent(0);
        await route.Handler!(new RestRequest(http, new ApplianceState.Operational(s_identity, null!, null!, null!, Trail), empty.Fields, scratch, call));
        await http.Response.BodyWriter.CompleteAsync();
        string text = Encoding.UTF8.GetString(body.ToArray());
        Assert.True(status == http.Response.StatusCode, text);
        return text;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
