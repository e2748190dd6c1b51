using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Dew.Testing;

/// <summary>A running daemon as a client of the vendor's SDKs sees it: every request signed with an access key. One connection, for one thread.</summary>
public sealed class SignedApi : IDisposable
{
    private readonly RawHttp _http;
    private readonly string _host;
    private readonly string _projectId;

    /// <summary>Connects to where a daemon serves plain HTTP.</summary>
    public SignedApi(DewdProcess daemon, AccessKeyPair key, SdkKind kind = SdkKind.Python, (string Region, string Service)? scope = null)
        : this(daemon, daemon.HttpEndPoint, key, kind, scope)
    {
    }

    /// <summary>Connects to any of a daemon's end points.</summary>
    public SignedApi(DewdProcess daemon, EndPoint endPoint, AccessKeyPair key, SdkKind kind = SdkKind.Python, (string Region, string Service)? scope = null)
    {
        _projectId = daemon.ReadyWord("project_id");
        _host = endPoint is IPEndPoint ip ? ip.ToString() : "dew";
        _http = new RawHttp(endPoint);
        Signer = new SdkSigner(kind, key.Access, key.Secret) { ProjectId = _projectId, SecurityToken = key.Token, Scope = scope };
    }

    /// <summary>Signs.</summary>
    public SdkSigner Signer { get; }

    /// <summary>The Unix socket of a daemon.</summary>
    public static EndPoint SocketOf(DewdProcess daemon) => new UnixDomainSocketEndPoint(daemon.SocketPath);

    /// <summary>The path of a KMS operation.</summary>
    public string PathOf(string operation) => $"/v1.0/{_projectId}/kms/{operation}";

    /// <summary>A signed request that is not sent yet.</summary>
    public SdkRequest Request(
        string method, string path, string body = "", string? parameter = null, DateTimeOffset? date = null, params (string Name, string Value)[] query) =>
        Signer.Request(method, _host, path, date ?? DateTimeOffset.UtcNow, body, parameter, query);

    /// <summary>A signed KMS operation that is not sent yet.</summary>
    public SdkRequest Operation(string operation, DateTimeOffset? date = null, params ReadOnlySpan<(string Name, JsonNode? Value)> members) =>
        Request("POST", PathOf(operation), DewApi.Body(members).ToJsonString(), date: date);

    /// <summary>Sends a request as it is.</summary>
    public HttpAnswer Send(SdkRequest request) => _http.Exchange(request.ToHttp1());

    /// <summary>Signs and sends.</summary>
    public HttpAnswer Send(string method, string path, JsonNode? body = null) => Send(Request(method, path, body?.ToJsonString() ?? ""));

    /// <summary>Calls a KMS operation and returns whatever it answers.</summary>
    public HttpAnswer Post(string operation, params ReadOnlySpan<(string Name, JsonNode? Value)> members) => Send(Operation(operation, null, members));

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _http.Dispose();
}
