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

    /// <summary>The error code of the nested error form, or null when the body has none.</summary>
    public string? ErrorCode
    {
        get
        {
            try
            {
                return Body.Length == 0 ? null : (string?)JsonNode.Parse(Body)?["error"]?["error_code"];
            }
            catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"HTTP {Status} {Text}";
}
