using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dew.Core;
using Dew.Protocol.Rest;

namespace Dew.Daemon.Rest;

/// <summary>Writes answers: JSON with its length, errors in the shapes of reference section 14.</summary>
internal static class RestAnswer
{
    private const string JsonContentType = "application/json";

    /// <summary>Writes a message without secrets.</summary>
    internal static ValueTask WriteAsync<T>(HttpContext http, T message, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(message, type), status);

    /// <summary>Writes JSON.</summary>
    internal static ValueTask WriteAsync(HttpContext http, ReadOnlyMemory<byte> json, int status = StatusCodes.Status200OK) =>
        WriteTextAsync(http, json, JsonContentType, status);

    /// <summary>Writes a text of another type.</summary>
    internal static async ValueTask WriteTextAsync(
        HttpContext http, ReadOnlyMemory<byte> text, string contentType, int status = StatusCodes.Status200OK)
    {
        HttpResponse response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = text.Length;
        await response.BodyWriter.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>Writes a failure.</summary>
    internal static ValueTask WriteAsync(HttpContext http, Failure failure)
    {
        RestStatus status = RestStatus.Of(failure.Status);
        if (failure.Status is Status.HsmBusy or Status.Throttled)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        if (failure.Status == Status.HsmTimeout)
        {
            // The call that hangs may sit on this connection's thread, and then no further request on it would be read.
            http.Response.Headers.Connection = "close";
        }

        return status.IsGateway
            ? WriteAsync(
                http,
                new GatewayErrorResponse { ErrorCode = status.Code, ErrorMessage = failure.Message, RequestId = http.TraceIdentifier },
                RestJson.Wire.GatewayErrorResponse,
                status.Http)
            : WriteAsync(
                http,
                new ErrorResponse
                {
                    Error = new ErrorBody
                    {
                        ErrorCode = status.Code,
                        ErrorMessage = failure.Message,
                        Code = status.Code,
                        Message = failure.Message,
                    },
                },
                RestJson.Wire.ErrorResponse,
                status.Http);
    }
}
