using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Dew.SecureMemory;

namespace Dew.Client.Rest;

/// <summary>
/// Takes single members out of a JSON object in UTF-8 without ever making a string of a secret. Members are looked for at the
/// top level only; the others are passed over.
/// </summary>
internal static class SecretJsonReader
{
    /// <summary>A secret in hexadecimal, of either case.</summary>
    /// <exception cref="DewException">The member is missing or not hexadecimal.</exception>
    internal static SecretBuffer ReadHex(ReadOnlySpan<byte> json, string name)
    {
        using SecretBuffer hex = Find(json, name);
        var secret = new SecretBuffer(hex.Length / 2);
        if (!TryDecodeHex(hex.DangerousGetSpan(), secret.DangerousGetSpan()))
        {
            secret.Dispose();
            DewException.ThrowMalformed($"{name} is not hexadecimal");
        }

        return secret;
    }

    /// <summary>A secret in base64.</summary>
    /// <exception cref="DewException">The member is missing or not base64.</exception>
    internal static SecretBuffer ReadBase64(ReadOnlySpan<byte> json, string name)
    {
        using SecretBuffer text = Find(json, name);
        using var room = new SecretBuffer(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        if (Base64.DecodeFromUtf8(text.DangerousGetSpan(), room.DangerousGetSpan(), out _, out int written) != OperationStatus.Done)
        {
            DewException.ThrowMalformed($"{name} is not base64");
        }

        var secret = new SecretBuffer(written);
        room.DangerousGetSpan()[..written].CopyTo(secret.DangerousGetSpan());
        return secret;
    }

    /// <summary>What is not secret, as a string.</summary>
    /// <exception cref="DewException">The member is missing or not a string.</exception>
    internal static string ReadText(ReadOnlySpan<byte> json, string name)
    {
        using SecretBuffer text = Find(json, name);
        return Encoding.UTF8.GetString(text.DangerousGetSpan());
    }

    /// <summary>The text of a member that is an object itself.</summary>
    /// <exception cref="DewException">The member is missing or not an object.</exception>
    internal static ReadOnlySpan<byte> ReadObject(ReadOnlySpan<byte> json, string name)
    {
        Utf8JsonReader reader = Seek(json, name, out _);
        if (reader.TokenType != JsonTokenType.StartObject || reader.CurrentDepth == 0)
        {
            DewException.ThrowMalformed($"{name} is missing");
        }

        int start = (int)reader.TokenStartIndex;
        try
        {
            reader.Skip();
        }
        catch (JsonException)
        {
            DewException.ThrowMalformed("it is not JSON");
        }

        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary>Whether the object has a member of this name that is a string.</summary>
    internal static bool Has(ReadOnlySpan<byte> json, string name)
    {
        Seek(json, name, out bool found);
        return found;
    }

    /// <summary>The same time for every input of the same length, so that a data key does not show through a cache or a clock.</summary>
    internal static bool TryDecodeHex(ReadOnlySpan<byte> hex, Span<byte> bytes)
    {
        if (hex.Length != bytes.Length * 2)
        {
            return false;
        }

        int bad = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            int high = Nibble(hex[2 * i], ref bad);
            int low = Nibble(hex[(2 * i) + 1], ref bad);
            bytes[i] = (byte)((high << 4) | low);
        }

        return bad == 0;
    }

    private static int Nibble(int character, ref int bad)
    {
        int letter = character | 0x20;
        int isDigit = InRange(character, '0', '9');
        int isLetter = InRange(letter, 'a', 'f');
        bad |= ~(isDigit | isLetter) & 1;
        return (isDigit & (character - '0')) | (isLetter & (letter - 'a' + 10) & 0x0F);
    }

    /// <summary>All bits set if the value is in the range, none if not; without a branch.</summary>
    private static int InRange(int value, int first, int last) => ~((value - first) | (last - value)) >> 31;

    /// <summary>A secret text, as UTF-8.</summary>
    /// <exception cref="DewException">The member is missing or not a string.</exception>
    internal static SecretBuffer ReadUtf8(ReadOnlySpan<byte> json, string name) => Find(json, name);

    /// <summary>The text of a member; writers may escape what need not be ('+' in base64).</summary>
    private static SecretBuffer Find(ReadOnlySpan<byte> json, string name)
    {
        Utf8JsonReader reader = Seek(json, name, out bool found);
        if (!found)
        {
            DewException.ThrowMalformed($"{name} is missing");
        }

        using var room = new SecretBuffer(reader.ValueSpan.Length);
        int length = CopyText(ref reader, room.DangerousGetSpan(), name);
        var text = new SecretBuffer(length);
        room.DangerousGetSpan()[..length].CopyTo(text.DangerousGetSpan());
        return text;
    }

    private static int CopyText(ref Utf8JsonReader reader, Span<byte> destination, string name)
    {
        try
        {
            return reader.CopyString(destination);
        }
        catch (InvalidOperationException)
        {
            // Not passed on as inner exception: it could quote the text.
            DewException.ThrowMalformed($"{name} is not valid text");
            return 0;
        }
    }

    private static Utf8JsonReader Seek(ReadOnlySpan<byte> json, string name, out bool found)
    {
        var reader = new Utf8JsonReader(json);
        found = false;
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    bool match = reader.ValueTextEquals(name);
                    reader.Read();
                    if (match)
                    {
                        found = reader.TokenType == JsonTokenType.String;
                        return reader;
                    }

                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // The inner exception is left out: it could quote the text.
            DewException.ThrowMalformed("it is not JSON");
        }

        return reader;
    }
}
