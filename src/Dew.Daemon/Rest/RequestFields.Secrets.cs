using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>Members that may be secret or long: read from the request's bytes into a scratch buffer, never as a string.</summary>
internal sealed partial class RequestFields
{
    /// <summary>A text as UTF-8.</summary>
    /// <param name="name">The member, which must be there.</param>
    /// <param name="destination">Where it goes; a longer text is refused.</param>
    internal ReadOnlySpan<byte> Utf8(string name, Span<byte> destination)
    {
        if (!TryFind(name, out JsonElement element))
        {
            Fail(Status.ParameterMissing, $"{name} is missing; it must be a string.");
            return default;
        }

        return RequireKind(name, element, JsonValueKind.String, "a string") ? Unescape(name, element, destination) : default;
    }

    /// <summary>Bytes written in base64 (RFC 4648 §4, padded).</summary>
    /// <param name="name">The member, which must be there.</param>
    /// <param name="maxLength">Bytes accepted, decoded.</param>
    /// <param name="destination">Room for the text; the bytes are decoded in place.</param>
    /// <param name="malformed">What it means if it is not base64.</param>
    internal ReadOnlySpan<byte> Base64(string name, int maxLength, Span<byte> destination, Status malformed = Status.ParameterInvalid)
    {
        ReadOnlySpan<byte> text = Utf8(name, destination);
        if (_failure is not null)
        {
            return default;
        }

        if (System.Buffers.Text.Base64.DecodeFromUtf8InPlace(destination[..text.Length], out int written) != OperationStatus.Done)
        {
            Fail(malformed, $"{name} must be base64 with padding, without line breaks.");
            return default;
        }

        if (written > maxLength)
        {
            Fail(malformed, $"{name} has {written} bytes after base64; at most {maxLength} are accepted.");
            return default;
        }

        return destination[..written];
    }

    /// <summary>Bytes written in hexadecimal, either case; one space between two parts is passed over (reference section 12).</summary>
    /// <param name="name">The member, which must be there.</param>
    /// <param name="destination">Room for the text; the bytes are decoded in place.</param>
    /// <param name="malformed">What it means if it is not hexadecimal.</param>
    internal ReadOnlySpan<byte> Hex(string name, Span<byte> destination, Status malformed)
    {
        int length = Utf8(name, destination).Length;
        if (_failure is not null)
        {
            return default;
        }

        int space = destination[..length].IndexOf((byte)' ');
        if (space >= 0)
        {
            destination[(space + 1)..length].CopyTo(destination[space..]);
            length--;
        }

        if (Convert.FromHexString(destination[..length], destination, out int consumed, out int written) == OperationStatus.Done
            && consumed == length)
        {
            return destination[..written];
        }

        Fail(malformed, $"{name} must be hexadecimal, two digits a byte.");
        return default;
    }

    /// <summary>What a ciphertext is bound to, in either form the API has known (reference section 1).</summary>
    internal AdditionalData AdditionalData(Span<byte> scratch)
    {
        const int maxBytes = 128;
        bool isText = TryFind("additional_authenticated_data", out JsonElement text);
        bool isContext = TryFind("encryption_context", out JsonElement context);
        if (isText && isContext)
        {
            Fail(Status.ParameterInvalid, "Send additional_authenticated_data or encryption_context, not both.");
            return default;
        }

        if (isContext)
        {
            return EncryptionContext(context);
        }

        if (!isText || !RequireKind("additional_authenticated_data", text, JsonValueKind.String, "a string"))
        {
            return default;
        }

        ReadOnlySpan<byte> utf8 = Unescape("additional_authenticated_data", text, scratch);
        if (utf8.Length is < 1 or > maxBytes)
        {
            Fail(Status.ParameterInvalid, $"additional_authenticated_data must have 1 to {maxBytes} bytes in UTF-8.");
            return default;
        }

        return Core.Kms.AdditionalData.FromText(utf8);
    }

    private AdditionalData EncryptionContext(JsonElement context)
    {
        const int maxTextLength = 8192;
        if (context.ValueKind != JsonValueKind.Object || JsonMarshal.GetRawUtf8Value(context).Length > maxTextLength)
        {
            Fail(Status.EncryptionContextInvalid, $"encryption_context must be an object of strings, at most {maxTextLength} characters as text.");
            return default;
        }

        var members = new List<KeyValuePair<string, string>>();
        foreach (JsonProperty member in context.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
            {
                Fail(Status.EncryptionContextInvalid, "The values of encryption_context must be strings.");
                return default;
            }

            members.Add(new(member.Name, member.Value.GetString()!));
        }

        return members.Count == 0 ? default : Core.Kms.AdditionalData.FromContext(members);
    }

    private ReadOnlySpan<byte> Unescape(string name, JsonElement element, Span<byte> destination)
    {
        if (TryUnescape(element, destination, out int length))
        {
            return destination[..length];
        }

        Fail(Status.ParameterInvalid, $"{name} is too long.");
        return default;
    }

    /// <summary>Writes a text without its escapes; false if there is no room for it with them.</summary>
    private static bool TryUnescape(JsonElement element, Span<byte> destination, out int length)
    {
        ReadOnlySpan<byte> raw = RawText(element);
        length = raw.Length;
        if (raw.Length > destination.Length)
        {
            return false;
        }

        if (!raw.Contains((byte)'\\'))
        {
            raw.CopyTo(destination);
            return true;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element));
        reader.Read();
        length = reader.CopyString(destination);
        return true;
    }

    /// <summary>The text between the quotation marks, escapes as they are.</summary>
    private static ReadOnlySpan<byte> RawText(JsonElement element) => JsonMarshal.GetRawUtf8Value(element)[1..^1];
}
