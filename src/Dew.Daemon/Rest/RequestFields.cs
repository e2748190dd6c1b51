using System.Buffers;
using System.Text.Json;
using Dew.Core;
using Dew.Core.Kms;

namespace Dew.Daemon.Rest;

/// <summary>
/// Reads the members of a request's JSON object. The first mistake is remembered and named; readings after it give defaults, so a handler
/// reads all it needs and asks once. Null and absent are equal (reference section 1); members nobody asks for are ignored.
/// </summary>
internal sealed partial class RequestFields
{
    private readonly JsonElement _root;
    private Failure? _failure;

    internal RequestFields(JsonElement root) => _root = root;

    /// <summary>The first mistake, if there was one.</summary>
    internal bool HasFailed(out Failure failure)
    {
        failure = _failure.GetValueOrDefault();
        return _failure.HasValue;
    }

    internal void Fail(Status status, string message) => _failure ??= new Failure(status, message);

    /// <summary>A text that must be there.</summary>
    internal string RequiredString(string name, int maxLength)
    {
        string? value = OptionalString(name, maxLength);
        if (value is null)
        {
            Fail(Status.ParameterMissing, $"{name} is missing; it must be a string.");
        }

        return value ?? "";
    }

    /// <summary>A text, or null.</summary>
    internal string? OptionalString(string name, int maxLength)
    {
        if (!TryFind(name, out JsonElement element) || !RequireKind(name, element, JsonValueKind.String, "a string"))
        {
            return null;
        }

        string value = element.GetString()!;
        if (value.Length <= maxLength)
        {
            return value;
        }

        Fail(Status.ParameterInvalid, $"{name} has {value.Length} characters; at most {maxLength} are accepted.");
        return null;
    }

    /// <summary>The key id that nearly every request carries.</summary>
    internal Guid KeyId()
    {
        Guid? keyId = OptionalKeyId();
        if (keyId is null)
        {
            Fail(Status.ParameterMissing, "key_id is missing; it must be a UUID.");
        }

        return keyId.GetValueOrDefault();
    }

    /// <summary>The key id, or null.</summary>
    internal Guid? OptionalKeyId()
    {
        if (!TryFind("key_id", out JsonElement element))
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.String && element.TryGetGuid(out Guid keyId))
        {
            return keyId;
        }

        Fail(Status.KeyIdMalformed, "key_id must be a UUID of 36 characters, such as 0d0466b0-e727-4d9c-b35d-f84bb474a37f.");
        return null;
    }

    /// <summary>The key id if it is there and is one; nothing is remembered as a mistake.</summary>
    internal Guid? KeyIdIfValid() =>
        TryFind("key_id", out JsonElement element) && element.ValueKind == JsonValueKind.String && element.TryGetGuid(out Guid keyId) ? keyId : null;

    /// <summary>A text if it is there and is one; nothing is remembered as a mistake.</summary>
    internal string? TextIfValid(string name) =>
        TryFind(name, out JsonElement element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>The member tag if it is there and has a key; nothing is remembered as a mistake.</summary>
    internal Tag? TagIfValid()
    {
        if (!TryFind("tag", out JsonElement element) || element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = new RequestFields(element);
        return members.TextIfValid("key") is { } key ? new Tag(key, members.TextIfValid("value") ?? "") : null;
    }

    /// <summary>
    /// The key that the header of cipher_text names, if it is a ciphertext under a symmetric key. Read as <see cref="Base64"/> reads it, escapes
    /// included: the key whose permission is asked for must be the one that is used.
    /// </summary>
    /// <param name="scratch">Its first buffer is used.</param>
    internal Guid? KeyOfCiphertext(Scratch scratch) =>
        TryFind("cipher_text", out JsonElement element) && element.ValueKind == JsonValueKind.String
            && TryUnescape(element, scratch.Decoding, out int text)
            && System.Buffers.Text.Base64.DecodeFromUtf8InPlace(scratch.Decoding[..text], out int length) == OperationStatus.Done
            ? KeyAccess.KeyOf(scratch.Decoding[..length])
            : null;

    /// <summary>What of the body may be recorded.</summary>
    internal string SafeText() => SafeRequestText.Of(_root);

    /// <summary>The serial number of the request: checked, otherwise without meaning here.</summary>
    internal void Sequence()
    {
        const int length = 36;
        if (OptionalString("sequence", int.MaxValue) is { } sequence && sequence.Length != length)
        {
            Fail(Status.SequenceMalformed, $"sequence must have {length} characters.");
        }
    }

    /// <summary>A whole number written as a decimal string, as this API has it; a JSON number is taken too.</summary>
    /// <param name="name">The member.</param>
    /// <param name="malformed">What it means if it is no number.</param>
    internal long? OptionalNumber(string name, Status malformed)
    {
        if (!TryFind(name, out JsonElement element))
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number))
        {
            return number;
        }

        if (element.ValueKind == JsonValueKind.String && IsDecimal(element, out number))
        {
            return number;
        }

        Fail(malformed, $"{name} must be a whole number written as a string, such as \"256\".");
        return null;
    }

    /// <summary>A whole number that must be there.</summary>
    internal long RequiredNumber(string name, Status malformed)
    {
        long? number = OptionalNumber(name, malformed);
        if (number is null)
        {
            Fail(Status.ParameterMissing, $"{name} is missing; it must be a whole number written as a string.");
        }

        return number.GetValueOrDefault();
    }

    private bool TryFind(string name, out JsonElement element) =>
        _root.TryGetProperty(name, out element) && element.ValueKind != JsonValueKind.Null;

    private bool RequireKind(string name, JsonElement element, JsonValueKind kind, string words)
    {
        if (element.ValueKind == kind)
        {
            return true;
        }

        Fail(Status.ParameterInvalid, $"{name} must be {words}, not {Words(element.ValueKind)}.");
        return false;
    }

    private static bool IsDecimal(JsonElement element, out long number)
    {
        const int longestText = 19;
        number = 0;
        ReadOnlySpan<byte> text = RawText(element);
        return text.Length is > 0 and <= longestText
            && System.Buffers.Text.Utf8Parser.TryParse(text, out number, out int consumed)
            && consumed == text.Length;
    }

    private static string Words(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
