using System.Globalization;
using System.Text.Json.Nodes;

namespace Dew.Testing;

/// <summary>The audit trail of a running daemon, as its administrator reads it.</summary>
public sealed class AuditApi(DewApi api)
{
    private const string Root = "/appliance/v1/audit/";
    private const int PageSize = 200;

    /// <summary>All records after one, in the order of the chain.</summary>
    public IEnumerable<JsonNode> After(long sequence)
    {
        while (true)
        {
            JsonNode page = api.Require("GET", string.Create(CultureInfo.InvariantCulture, $"{Root}records?after={sequence}&limit={PageSize}")).Json;
            if ((int)page["unreadable"]! != 0)
            {
                throw new InvalidDataException($"{(int)page["unreadable"]!} records after {sequence} cannot be read");
            }

            JsonArray records = page["records"]!.AsArray();
            foreach (JsonNode? record in records)
            {
                yield return record!;
            }

            if (records.Count == 0)
            {
                yield break;
            }

            sequence = (long)page["marker"]!;
        }
    }

    /// <summary>All records of one operation by name.</summary>
    public IEnumerable<JsonNode> Named(string traceName) => After(0).Where(record => (string?)record["trace_name"] == traceName);

    /// <summary>What the daemon finds when it reads the whole chain.</summary>
    public JsonNode Verify() => api.Require("POST", Root + "verify").Json;

    /// <summary>What is wrong with the chain; empty if it verifies.</summary>
    public string Complaints()
    {
        JsonNode report = Verify();
        return (string?)report["verdict"] == "intact" && (long)report["finding_count"]! == 0 ? "" : report.ToJsonString();
    }

    /// <summary>All records as lines of JSON.</summary>
    public string Export() => api.Require("GET", Root + "export").Text;
}
