using System.Text;
using System.Text.Json.Nodes;

namespace Dew.Testing;

/// <summary>One HTTP/1.1 answer, read whole.</summary>
/// <param name="Status">Such as 200.</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="Body">Decoded from chunks where it came so.</param>
public sealed record HttpAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body) ?? throw new InvalidDataException($"the body is the JSON null: {this}");

    /// <summary>The error code, of the nested form of KMS or the flat one of the gateway; null when the body has none.</summary>
    public string? ErrorCode => ErrorMember("error_code");

    /// <summary>The error's text, like <see cref="ErrorCode"/>.</summary>
    public string? ErrorMessage => ErrorMember("error_msg");

    /// <inheritdoc/>
    public override string ToString() => $"HTTP {Status} {Text}";

    private string? ErrorMember(string name)
    {
        try
        {
            return Body.Length > 0 && JsonNode.Parse(Body) is JsonObject body ? (string?)((body["error"] as JsonObject)?[name] ?? body[name]) : null;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
