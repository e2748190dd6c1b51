using System.Text.Json;

namespace Dew.Client.Rest;

/// <summary>
/// Reads the error shapes of the API: {"error":{"error_code","error_msg"}} of the services and the flat
/// {"error_code","error_msg","request_id"} of the gateway; code and message stand in for the pair where it is missing.
/// </summary>
internal static class ErrorReader
{
    /// <summary>Longer texts do not come from the appliance (its limit is 1024 characters) and would flood a terminal.</summary>
    private const int MaxMessageLength = 2048;

    internal static DewException Read(int status, string requestIdHeader, ReadOnlySpan<byte> body)
    {
        string code = "", message = "", requestId = requestIdHeader;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, ref code, ref message, ref requestId);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            message = "";
        }

        if (message.Length == 0)
        {
            message = $"The appliance answered HTTP {status} without an explanation.";
        }

        return new DewException(DewFailure.Refused, Printable(message)) { Code = Printable(code), Status = status, RequestId = Printable(requestId) };
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref string code, ref string message, ref string requestId)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            if (name == "error" && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, ref code, ref message, ref requestId);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                Take(name, reader.GetString() ?? "", ref code, ref message, ref requestId);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void Take(string name, string value, ref string code, ref string message, ref string requestId)
    {
        switch (name)
        {
            case "error_code":
                code = value;
                break;
            case "error_msg":
                message = value;
                break;
            case "code" when code.Length == 0:
                code = value;
                break;
            case "message" when message.Length == 0:
                message = value;
                break;
            case "request_id" when requestId.Length == 0:
                requestId = value;
                break;
        }
    }

    /// <summary>No control characters: what the other side sends must not steer a terminal.</summary>
    private static string Printable(string text)
    {
        string cut = text.Length <= MaxMessageLength ? text : text[..MaxMessageLength];
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(static c => char.IsControl(c) ? ' ' : c)) : cut;
    }
}
