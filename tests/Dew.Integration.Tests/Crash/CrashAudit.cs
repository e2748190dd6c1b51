using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Crash;

/// <summary>What the audit trail has to say after each kill: a record for every answer, and none of a change that is not there.</summary>
internal sealed class CrashAudit
{
    private readonly Dictionary<string, JsonNode> _byRequest = [];
    private readonly HashSet<string> _created = [];
    private readonly HashSet<string> _users = [];
    private long _last;

    /// <summary>Records read so far.</summary>
    internal long Records => _last;

    internal void Compare(DewApi api, IEnumerable<CrashWorker> workers, IReadOnlyCollection<string> keys)
    {
        AuditApi audit = new(api);
        Assert.Equal("", audit.Complaints());
        Read(audit);
        foreach (CrashWorker worker in workers)
        {
            worker.Acknowledged.ForEach(AssertRecorded);
            worker.Acknowledged.Clear();
        }

        Assert.True(_created.SetEquals(keys), $"{_created.Except(keys).Count()} keys are recorded that are not there, {keys.Except(_created).Count()} are there unrecorded");
        HashSet<string> users = [.. api.Require("GET", "/appliance/v1/iam/users").Json["users"]!.AsArray().Select(static user => (string)user!["name"]!)];
        users.RemoveWhere(static name => !name.StartsWith(CrashWorker.UserPrefix, StringComparison.Ordinal));
        Assert.True(_users.SetEquals(users), $"recorded users {string.Join(' ', _users.Except(users))}, unrecorded ones {string.Join(' ', users.Except(_users))}");
    }

    private void Read(AuditApi audit)
    {
        foreach (JsonNode record in audit.After(_last))
        {
            Assert.Equal(++_last, (long)record["sequence"]!);
            if ((string?)record["request_id"] is { } request)
            {
                Assert.True(_byRequest.TryAdd(request, record), $"two records of one request: {_byRequest.GetValueOrDefault(request)?.ToJsonString()} {record.ToJsonString()}");
            }

            if (IsDone(record))
            {
                _ = (string?)record["trace_name"] switch
                {
                    "createKey" => _created.Add((string)record["resource_id"]!),
                    "createUser" => _users.Add((string)record["resource_name"]!),
                    _ => false,
                };
            }
        }
    }

    private void AssertRecorded(Acknowledged answer)
    {
        Assert.True(_byRequest.Remove(answer.RequestId, out JsonNode? record), $"no record of {answer}");
        string told = record.ToJsonString();
        Assert.True((string?)record["trace_name"] == answer.TraceName, $"{answer}: {told}");
        Assert.True(IsDone(record) == answer.Done, $"{answer}: {told}");
        Assert.True(answer.Resource == (string?)record["resource_id"] || answer.Resource == (string?)record["resource_name"], $"{answer}: {told}");
        Assert.Equal("unix", (string?)record["channel"]);
        Assert.Equal("user", (string?)record["user_type"]);
    }

    private static bool IsDone(JsonNode record) => (string?)record["outcome"] == "Ok";
}
