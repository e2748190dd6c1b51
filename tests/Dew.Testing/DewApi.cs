using System.Text.Json.Nodes;

namespace Dew.Testing;

/// <summary>The REST API of a running daemon over its Unix socket, as JSON in and JSON out. One connection, for one thread.</summary>
public sealed class DewApi : IDisposable
{
    private readonly RawHttp _http;

    /// <summary>Connects to the daemon whose state is in a directory.</summary>
    public DewApi(string stateDirectory, TimeSpan? answerWithin = null)
    {
        ProjectId = (string)JsonNode.Parse(File.ReadAllBytes(Path.Combine(stateDirectory, "admin.json")))!["project_id"]!;
        _http = new RawHttp(Path.Combine(stateDirectory, "dew.sock"), answerWithin);
    }

    /// <summary>Connects to a running daemon.</summary>
    public DewApi(DewdProcess daemon, TimeSpan? answerWithin = null)
        : this(daemon.StateDirectory, answerWithin)
    {
    }

    /// <summary>The project of the appliance's administrator.</summary>
    public string ProjectId { get; }

    /// <summary>The path of a KMS operation, such as <c>create-key</c>.</summary>
    public string PathOf(string operation) => $"/v1.0/{ProjectId}/kms/{operation}";

    /// <summary>A JSON object from pairs; a null value is left out.</summary>
    public static JsonObject Body(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        JsonObject body = [];
        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }
        return body;
    }

    /// <summary>Calls a KMS operation and returns whatever it answers.</summary>
    public HttpAnswer Post(string operation, params ReadOnlySpan<(string Name, JsonNode? Value)> members) =>
        _http.Exchange("POST", PathOf(operation), Body(members).ToJsonString());

    /// <summary>Calls a KMS operation with a body that need not be JSON.</summary>
    public HttpAnswer PostRaw(string operation, string body) => _http.Exchange("POST", PathOf(operation), body);

    /// <summary>Calls a KMS operation that has to succeed.</summary>
    public JsonNode Call(string operation, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        HttpAnswer answer = Post(operation, members);
        return answer.Status == 200 ? answer.Json : throw new InvalidOperationException($"{operation} answered {answer}");
    }

    /// <summary>Any method on any path, with a JSON body or none.</summary>
    public HttpAnswer Send(string method, string path, JsonNode? body = null) => _http.Exchange(method, path, body?.ToJsonString() ?? "");

    /// <summary>Like <see cref="Send"/>, and it has to succeed.</summary>
    public HttpAnswer Require(string method, string path, JsonNode? body = null)
    {
        HttpAnswer answer = Send(method, path, body);
        return answer.Status is >= 200 and < 300 ? answer : throw new InvalidOperationException($"{method} {path} answered {answer}");
    }

    /// <summary>GET of any path.</summary>
    public HttpAnswer Get(string path) => _http.Exchange("GET", path);

    /// <summary>Creates a key and returns its id.</summary>
    public string CreateKey(string alias, string spec = "AES_256", string? usage = null) =>
        (string)Call("create-key", ("key_alias", alias), ("key_spec", spec), ("key_usage", usage))["key_info"]!["key_id"]!;

    /// <summary>Its public key in PEM.</summary>
    public string PublicKey(string keyId) => (string)Call("get-publickey", ("key_id", keyId))["public_key"]!;

    /// <summary>All keys of every kind, as KeyDetails by key id.</summary>
    public Dictionary<string, JsonNode> AllKeys()
    {
        Dictionary<string, JsonNode> keys = [];
        string marker = "0";
        do
        {
            JsonNode page = Call("list-keys", ("limit", "100"), ("marker", marker), ("key_spec", "ALL"));
            foreach (JsonNode? key in page["key_details"]!.AsArray())
            {
                keys.Add((string)key!["key_id"]!, key);
            }
            marker = (string?)page["next_marker"] ?? "";
        }
        while (marker.Length > 0);
        return keys;
    }

    /// <summary>The checks of the doctor that failed, as "name is fail: detail"; empty is well.</summary>
    public IReadOnlyList<string> DoctorComplaints(bool deep)
    {
        HttpAnswer answer = Get(deep ? "/appliance/v1/doctor?deep=true" : "/appliance/v1/doctor");
        if (answer.Status != 200)
        {
            return [$"the doctor answered {answer}"];
        }
        return [.. answer.Json["checks"]!.AsArray()
            .Where(c => (string?)c!["status"] == "fail")
            .Select(c => $"{(string?)c!["name"]} is {(string?)c["status"]}: {(string?)c["detail"]}")];
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _http.Dispose();
}
