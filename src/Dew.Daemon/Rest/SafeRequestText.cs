using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Dew.Daemon.Rest;

/// <summary>
/// The members of a request that go into the audit trail: those listed here, which say what was asked for and never hold a secret.
/// Whatever is not listed stays out, so a new member is not recorded by accident.
/// </summary>
internal static class SafeRequestText
{
    private const int MaxLength = 2000;
    private const int MaxValueLength = 300;
    private const int MaxWordLength = 32;

    private static readonly SearchValues<byte> s_wordCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    private static readonly FrozenSet<string> s_members = FrozenSet.ToFrozenSet(
    [
        "key_id", "key_alias", "pending_days", "enterprise_project_id", "keystore_id", "sequence",
        "datakey_length", "datakey_plain_length", "datakey_cipher_length", "random_data_length",
        "limit", "marker", "key_state", "name", "user", "user_name", "group", "policy", "agency", "project", "action", "resource", "source_ip",
        "enabled", "duration_seconds", "serial", "kind", "subject", "reason", "days", "uid", "gid", "ranges", "service",
    ]);

    /// <summary>Members that have one of a few words; anything else in them is a client's mistake, and may be anything.</summary>
    private static readonly FrozenSet<string> s_words = FrozenSet.ToFrozenSet(
        ["key_spec", "key_usage", "origin", "encryption_algorithm", "signing_algorithm", "mac_algorithm", "message_type"]);

    /// <summary>The listed members that are texts, numbers or booleans, as a JSON object; empty if there are none.</summary>
    internal static string Of(JsonElement body)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in body.EnumerateObject())
            {
                if (s_members.Contains(member.Name) ? IsPlain(member.Value) : s_words.Contains(member.Name) && IsWord(member.Value))
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenCount is > 2 and <= MaxLength ? Encoding.UTF8.GetString(buffer.WrittenSpan) : "";
    }

    private static bool IsWord(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(value)[1..^1] is { Length: <= MaxWordLength } word
            && !word.ContainsAnyExcept(s_wordCharacters);

    private static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetRawText().Length <= MaxValueLength,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        _ => false,
    };
}
