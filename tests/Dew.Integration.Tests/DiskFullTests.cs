using System.Globalization;
using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>A store whose disk is full: changes are refused, keys go on being used, an alarm says so, and no record is lost when there is room again.</summary>
public sealed class DiskFullTests(ITestOutputHelper output)
{
    private const int MostChanges = 50_000;
    private const int UsesWhileFull = 300;

    [Fact]
    public void A_full_disk_stops_changes_and_nothing_else_and_loses_no_record()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to fill a file system that only the daemon sees");
        using ScratchDirectory directory = new("dew-f-");
        string store = Directory.CreateDirectory(directory.Combine("store"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        Assert.SkipUnless(CanMount(), "no file system of its own to be had here");
        using DewdProcess daemon = DewdProcess.Start(directory.Path, new DewdOptions { Launcher = MountAt(store) });
        using DewApi api = new(daemon);
        DirectoryApi people = new(api);
        string keyId = api.CreateKey("on-a-full-disk");
        string user = people.CreateUser();
        string ciphertext = (string)api.Call("encrypt-data", ("key_id", keyId), ("plain_text", "kept"))["cipher_text"]!;
        string ballast = $"/proc/{daemon.Pid}/root{store}/ballast";

        Fill(ballast);
        int changes = ChangeUntilRefused(api, keyId);
        List<string> requests = UseWhileFull(api, keyId, ciphertext);
        AssertChangesAreRefused(api, keyId, user, changes);
        AssertAlarm(api);

        File.Delete(ballast);
        Assert.True(
            Poll.Until(() => Describe(api, keyId, "after").Status == 200, TimeSpan.FromSeconds(60)), $"changes are refused for ever\n{daemon.StandardError}");
        Assert.True(Poll.Until(() => Metric(api, "dew_audit_behind") == 0, TimeSpan.FromSeconds(30)), "records wait for ever");
        Assert.True(Poll.Until(() => Degraded(api).Count == 0, TimeSpan.FromSeconds(30)), $"still degraded: {string.Join(", ", Degraded(api))}");
        AssertRecorded(api, requests, changes);
        Assert.Empty(api.DoctorComplaints(deep: true));
        Assert.Equal(0, daemon.Stop());
        output.WriteLine($"{changes} changes before the disk was full, {requests.Count} uses of keys while it was");
    }

    private static string[] MountAt(string path) =>
        ["unshare", "--map-root-user", "--mount", "sh", "-c", $"mount -t tmpfs -o size=24m,mode=700 tmpfs '{path}' && exec \"$@\"", "sh"];

    private static bool CanMount()
    {
        using ScratchDirectory probe = new("dew-f-");
        string[] launcher = MountAt(probe.Path);
        return Programs.Run(launcher[0], [.. launcher[1..], "true"]).ExitCode == 0;
    }

    private static void Fill(string path)
    {
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, which is what was wanted.
        }
    }

    private static HttpAnswer Describe(DewApi api, string keyId, string description) =>
        api.Post("update-key-description", ("key_id", keyId), ("key_description", description));

    /// <summary>The description a key has is the last one that was acknowledged.</summary>
    private static int ChangeUntilRefused(DewApi api, string keyId)
    {
        for (int changes = 0; changes < MostChanges; changes++)
        {
            HttpAnswer answer = Describe(api, keyId, $"{changes}");
            if (answer.Status != 200)
            {
                Assert.Equal((500, "KMS.0102"), (answer.Status, answer.ErrorCode));
                Assert.Contains("disk", answer.ErrorMessage, StringComparison.Ordinal);
                return changes;
            }
        }

        throw new InvalidOperationException($"{MostChanges} changes found room on a full disk");
    }

    private static List<string> UseWhileFull(DewApi api, string keyId, string ciphertext)
    {
        List<string> requests = [];
        for (int i = 0; i < UsesWhileFull; i++)
        {
            HttpAnswer made = api.Post("create-datakey", ("key_id", keyId));
            Assert.True(made.Status == 200, $"{made}");
            requests.Add(made.Headers["x-request-id"]);
            JsonNode opened = api.Call(
                "decrypt-datakey", ("key_id", keyId), ("cipher_text", (string)made.Json["cipher_text"]!), ("datakey_cipher_length", "32"));
            Assert.Equal((string?)made.Json["plain_text"], (string?)opened["data_key"], ignoreCase: true);
        }

        Assert.Equal("kept", (string?)api.Call("decrypt-data", ("cipher_text", ciphertext))["plain_text"]);
        return requests;
    }

    private static void AssertChangesAreRefused(DewApi api, string keyId, string user, int changes)
    {
        Assert.Equal(500, api.Post("create-key", ("key_alias", "never")).Status);
        Assert.Equal(500, api.Post("disable-key", ("key_id", keyId)).Status);
        Assert.Equal(500, api.Send("PUT", $"/appliance/v1/iam/users/{user}", DewApi.Body(("enabled", false))).Status);
        Assert.Equal(500, api.Send("POST", "/appliance/v1/iam/users", DewApi.Body(("name", "never"))).Status);

        JsonNode key = api.Call("describe-key", ("key_id", keyId))["key_info"]!;
        Assert.Equal("2", (string?)key["key_state"]);
        Assert.Equal(changes == 0 ? null : $"{changes - 1}", (string?)key["key_description"]);
        Assert.True((bool)api.Require("GET", $"/appliance/v1/iam/users/{user}").Json["enabled"]!);
        Assert.Equal(404, api.Get("/appliance/v1/iam/users/never").Status);
        Assert.Single(api.AllKeys());
    }

    private static void AssertAlarm(DewApi api)
    {
        Assert.Equal("operational", (string?)api.Get("/appliance/v1/state").Json["state"], ignoreCase: true);
        Assert.Contains("the store cannot be written", Degraded(api));
        Assert.Contains("audit records cannot be written", Degraded(api));
        Assert.Equal(1, Metric(api, "dew_audit_failing"));
        Assert.Equal(1, Metric(api, "dew_store_failing"));
        Assert.True(Metric(api, "dew_audit_behind") >= UsesWhileFull, $"{Metric(api, "dew_audit_behind")} records wait");
        Assert.Equal(0, Metric(api, "dew_audit_lost"));
        Assert.Contains(api.DoctorComplaints(deep: false), static complaint => complaint.StartsWith("audit", StringComparison.Ordinal));
    }

    private static void AssertRecorded(DewApi api, List<string> requests, int changes)
    {
        AuditApi audit = new(api);
        Assert.Equal("", audit.Complaints());
        List<JsonNode> records = [.. audit.After(0)];
        HashSet<string> recorded = [.. records.Where(static record => IsDone(record, "createDatakey")).Select(static record => (string)record["request_id"]!)];
        Assert.Equal(requests.Count, recorded.Intersect(requests).Count());
        Assert.Equal(changes + 1, records.Count(static record => IsDone(record, "updateKeyDescription")));
        Assert.DoesNotContain(records, static record => (string?)record["trace_name"] == "auditGap");
        Assert.DoesNotContain(records, static record => IsDone(record, "disableKey"));
        Assert.Contains(records, static record => (string?)record["trace_name"] == "disableKey" && (string?)record["outcome"] == "StoreUnwritable");
    }

    private static bool IsDone(JsonNode record, string traceName) => (string?)record["trace_name"] == traceName && (string?)record["outcome"] == "Ok";

    private static List<string> Degraded(DewApi api) => [.. api.Get("/appliance/v1/state").Json["degraded"]!.AsArray().Select(static text => (string)text!)];

    private static double Metric(DewApi api, string name) => double.Parse(
        api.Get("/metrics").Text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..],
        CultureInfo.InvariantCulture);
}
