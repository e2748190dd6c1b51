using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dew.Protocol.Rest;
using Dew.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Dew.Client.Tests.Fakes;

/// <summary>An appliance in this process: the API over a Unix socket, keys in memory, failures on demand.</summary>
internal sealed class FakeAppliance : IAsyncDisposable
{
    internal const string ProjectId = "0123456789abcdef0123456789abcdef";
    internal const string DomainId = "fedcba9876543210fedcba9876543210";

    private readonly ScratchDirectory _directory = new("dew-f-");
    private readonly FakeOperations _operations = new();
    private WebApplication? _server;

    internal string SocketPath => _directory.Combine("dew.sock");

    internal List<FakeKey> Keys => _operations.Keys;

    /// <summary>Operations in the order they came.</summary>
    internal ConcurrentQueue<string> Operations { get; } = [];

    /// <summary>Each is taken by one request instead of the usual answer.</summary>
    internal ConcurrentQueue<Func<HttpContext, Task>> Faults { get; } = [];

    /// <summary>What is answered to a method and a path with its query, such as "GET /appliance/v1/iam/users"; before anything else.</summary>
    internal Dictionary<string, string> Answers { get; } = [];

    /// <summary>Requests that were answered from <see cref="Answers"/>: method and path, and the body behind a space if there is one.</summary>
    internal ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What the doctor finds.</summary>
    internal List<DoctorCheck> Findings { get; } = [new() { Name = "HSM", Status = "ok", Detail = "answers", Advice = "" }];

    internal static async Task<FakeAppliance> StartAsync()
    {
        var appliance = new FakeAppliance();
        await appliance.ListenAsync();
        return appliance;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _operations.Dispose();
        _directory.Dispose();
    }

    /// <summary>Listens (again) on the same socket.</summary>
    internal async Task ListenAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenUnixSocket(SocketPath));
        _server = builder.Build();
        _server.Run(HandleAsync);
        await _server.StartAsync();
    }

    /// <summary>Stops listening; the socket file goes.</summary>
    internal async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <summary>Adds a key without a request.</summary>
    internal FakeKey AddKey(string alias, string spec = "AES_256")
    {
        var key = new FakeKey(new CreateKeyRequest { KeyAlias = alias, KeySpec = spec });
        Keys.Add(key);
        return key;
    }

    /// <summary>Answers one request with an error of the given status.</summary>
    internal void FailOnce(int status, string code = "KMS.0101", string message = "internal error") =>
        Faults.Enqueue(http => WriteErrorAsync(http, new FakeError(status, code, message)));

    private static Task WriteAsync(HttpContext http, int status, string json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["X-Request-Id"] = "request-1";
        byte[] body = System.Text.Encoding.UTF8.GetBytes(json);
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, 0, body.Length);
    }

    private static Task WriteErrorAsync(HttpContext http, FakeError error)
    {
        var body = new ErrorBody { ErrorCode = error.Code, ErrorMessage = error.Message, Code = error.Code, Message = error.Message };
        return WriteAsync(http, error.Status, JsonSerializer.Serialize(new ErrorResponse { Error = body }, RestJson.Default.ErrorResponse));
    }

    private async Task HandleAsync(HttpContext http)
    {
        string path = http.Request.Path.Value!;
        Operations.Enqueue(path[(path.LastIndexOf('/') + 1)..] + http.Request.QueryString.Value);
        if (Faults.TryDequeue(out Func<HttpContext, Task>? fault))
        {
            await fault(http);
            return;
        }

        string request = $"{http.Request.Method} {http.Features.Get<IHttpRequestFeature>()!.RawTarget}";
        if (Answers.TryGetValue(request, out string? prepared))
        {
            using var body = new StreamReader(http.Request.Body);
            Requests.Enqueue($"{request} {await body.ReadToEndAsync()}".TrimEnd());
            await WriteAsync(http, 200, prepared);
            return;
        }

        try
        {
            await WriteAsync(http, 200, await AnswerAsync(http, path));
        }
        catch (FakeError error)
        {
            await WriteErrorAsync(http, error);
        }
    }

    private async Task<string> AnswerAsync(HttpContext http, string path) => path switch
    {
        "/healthz" => "{}",
        "/appliance/v1/state" => JsonSerializer.Serialize(
            new ApplianceStateResponse
            {
                State = "operational", Degraded = [], Version = "9.9.9", ProjectId = ProjectId, DomainId = DomainId, Region = "local-1",
            },
            RestJson.Default.ApplianceStateResponse),
        "/appliance/v1/doctor" => JsonSerializer.Serialize(new DoctorResponse { Checks = Findings }, RestJson.Default.DoctorResponse),
        _ when path.StartsWith($"/v1.0/{ProjectId}/kms/", StringComparison.Ordinal) => _operations.Run(
            path[(path.LastIndexOf('/') + 1)..], (JsonObject)(await JsonNode.ParseAsync(http.Request.Body))!),
        _ => throw new FakeError(404, "APIGW.0101", "no such API"),
    };
}
