using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Identity;

/// <summary>How refusals have to look.</summary>
internal static class Refused
{
    private const string Phrase = "Incorrect IAM authentication information: ";

    /// <summary>401 APIGW.0301, flat, with the cause in words and the request's id in body and header.</summary>
    internal static void Unauthenticated(HttpAnswer answer, string cause)
    {
        Assert.True(answer.Status == 401, $"{answer}");
        JsonObject body = answer.Json.AsObject();
        Assert.Equal(["error_code", "error_msg", "request_id"], body.Select(static member => member.Key).Order());
        Assert.Equal("APIGW.0301", (string?)body["error_code"]);
        Assert.StartsWith(Phrase, (string?)body["error_msg"], StringComparison.Ordinal);
        Assert.Contains(cause, (string?)body["error_msg"], StringComparison.Ordinal);
        Assert.Equal(answer.Headers["x-request-id"], (string?)body["request_id"]);
        Assert.NotEmpty(answer.Headers["x-request-id"]);
    }

    /// <summary>403 KMS.0307, nested.</summary>
    internal static void Forbidden(HttpAnswer answer)
    {
        Assert.True(answer is { Status: 403, ErrorCode: "KMS.0307" }, $"{answer}");
        Assert.NotNull(answer.Json["error"]);
        Assert.NotEmpty(answer.Headers["x-request-id"]);
    }
}
