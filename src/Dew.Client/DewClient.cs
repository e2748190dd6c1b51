using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dew.Client.Rest;
using Dew.Protocol.Rest;
using Dew.SecureMemory;

namespace Dew.Client;

/// <summary>
/// A client of the appliance over its Unix socket, one method for each operation. All members may be used by many threads at
/// once; connections are opened as needed and kept.
/// </summary>
/// <remarks>
/// Every method throws <see cref="DewException"/> if the appliance refuses or cannot be reached, after trying again where that
/// is safe, and <see cref="OperationCanceledException"/> if cancelled. Secrets are taken and given as <see cref="SecretBuffer"/>
/// or spans of memory the caller owns; they are never in a string, an exception or a log.
/// </remarks>
public sealed partial class DewClient : IDisposable
{
    private readonly RestTransport _transport;
    private volatile string? _projectId;

    /// <summary>A client of the daemon that listens on a socket.</summary>
    /// <param name="socketPath">The Unix socket, at most 107 bytes.</param>
    /// <exception cref="ArgumentException">The path cannot be that of a socket.</exception>
    public DewClient(string socketPath)
        : this(new DewClientOptions { SocketPath = socketPath })
    {
    }

    /// <summary>A client with options of its own.</summary>
    /// <param name="options">Not retained.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DewClient(DewClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _transport = new RestTransport(options);
        _projectId = options.ProjectId;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _transport.Dispose();

    private static T Parse<T>(SecretBuffer body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.DangerousGetSpan(), type) ?? throw new JsonException("null");
        }
        catch (JsonException mismatch)
        {
            DewException.ThrowMalformed($"no {type.Type.Name} can be read from it", mismatch);
            throw;
        }
    }

    private static string Decimal(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, bool unhurried, CancellationToken cancellationToken)
    {
        using SecretBuffer body = await _transport.SendAsync(
            new RestCall(HttpMethod.Get, path, default, Unhurried: unhurried), cancellationToken);
        return Parse(body, type);
    }

    /// <summary>A message that changes what is there already: a second time makes no difference.</summary>
    private Task<TAnswer> PutAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, JsonSerializer.SerializeToUtf8Bytes(request, requestType), answerType, mayBeDoneTwice: true, cancellationToken);

    /// <summary>A message that makes something: not sent again when it is unclear whether the first did it.</summary>
    private Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(request, requestType), answerType, mayBeDoneTwice: false, cancellationToken);

    private async Task<TAnswer> SendAsync<TAnswer>(
        HttpMethod method, string path, ReadOnlyMemory<byte> json, JsonTypeInfo<TAnswer> answerType, bool mayBeDoneTwice, CancellationToken cancellationToken)
    {
        using SecretBuffer body = await _transport.SendAsync(new RestCall(method, path, json, mayBeDoneTwice), cancellationToken);
        return Parse(body, answerType);
    }

    /// <summary>A message whose answer has nothing to say.</summary>
    private async Task SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using SecretBuffer body = await _transport.SendAsync(new RestCall(method, path, json), cancellationToken);
    }

    private async Task<string> ProjectAsync(CancellationToken cancellationToken) =>
        _projectId ??= (await GetStateAsync(cancellationToken)).ProjectId;

    private async Task<TAnswer> KmsAsync<TRequest, TAnswer>(
        string operation,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken,
        bool mayBeDoneTwice = true)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        using SecretBuffer body = await KmsRawAsync(operation, json, cancellationToken, mayBeDoneTwice);
        return Parse(body, answerType);
    }

    private async Task<SecretBuffer> KmsRawAsync(
        string operation, ReadOnlyMemory<byte> json, CancellationToken cancellationToken, bool mayBeDoneTwice = true)
    {
        string path = $"/v1.0/{Uri.EscapeDataString(await ProjectAsync(cancellationToken))}/kms/{operation}";
        return await _transport.SendAsync(new RestCall(HttpMethod.Post, path, json, mayBeDoneTwice), cancellationToken);
    }

    private Task<TAnswer> KeyOperationAsync<TAnswer>(
        string operation, string keyId, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken) =>
        KmsAsync(operation, new KeyRequest { KeyId = keyId }, RestJson.Default.KeyRequest, answerType, cancellationToken);
}
