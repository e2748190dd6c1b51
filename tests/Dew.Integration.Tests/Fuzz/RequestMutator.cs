using System.Text;
using System.Text.Json.Nodes;
using Dew.Testing;

namespace Dew.Integration.Tests.Fuzz;

/// <summary>Requests derived from good ones by changes a seed decides. The same seed gives the same requests.</summary>
internal sealed class RequestMutator(int seed, string projectId, IReadOnlyList<(string Operation, string Body)> good)
{
    private static readonly string[] s_values =
    [
        "null", "true", "0", "-1", "1e999", "99999999999999999999", "\"\"", "[]", "{}", "[[[[]]]]", "\"\\u0000\"", "\"\\ud800\"", "\" \"", "\"0\"", "\"-1\"",
        "\"ALL\"", "\"AES_256\"", "\"../../etc/passwd\"", "\"%00%n%s\"", "\"01234567-89ab-cdef-0123-456789abcdef\"", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
        "\"4294967296\"", "\"2147483648\"", "\"١٢\"", "\"==\"", "\"AAAA\"", "\"\\\"\"", "\"\u202e\"",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The bytes of the next request, and whether HTTP itself may be broken, so that the answer may be a bare refusal or a closed connection.</summary>
    internal (byte[] Bytes, bool FramingMayBeBroken) Next()
    {
        (string operation, string text) = good[_random.Next(good.Count)];
        int kind = _random.Next(100);
        byte[] body = kind switch
        {
            < 45 => Encoding.UTF8.GetBytes(ChangeJson(text)),
            < 85 => ChangeBytes(Encoding.UTF8.GetBytes(text)),
            < 90 => Encoding.UTF8.GetBytes(text[.._random.Next(text.Length)]),
            _ => Encoding.UTF8.GetBytes(text),
        };
        string path = $"/v1.0/{projectId}/kms/{operation}";
        byte[] request = RawHttp.Request(kind is >= 90 and < 92 ? Pick("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD?") : "POST", kind is >= 92 and < 95 ? ChangePath(path) : path, body);
        if (kind < 95)
        {
            // What the server itself refuses (a URL or method that is none) has no body of ours either.
            return (request, kind >= 90);
        }
        return (ChangeBytes(request), true);
    }

    private string ChangeJson(string text)
    {
        JsonObject body = JsonNode.Parse(text)!.AsObject();
        string name = body.ElementAt(_random.Next(body.Count)).Key;
        string value = _random.Next(8) == 0 ? $"\"{new string((char)_random.Next('0', 'z'), 1 << _random.Next(4, 17)).Replace('\\', '/').Replace('"', '/')}\"" : Pick(s_values);
        string json = body.ToJsonString();
        return _random.Next(6) switch
        {
            0 => Without(body, name),
            1 => json[..^1] + $",\"{name}\":{value}}}",
            2 => json[..^1] + $",{value}:{value}}}",
            3 => value,
            _ => Replaced(body, name, value),
        };
    }

    private static string Without(JsonObject body, string name)
    {
        body.Remove(name);
        return body.ToJsonString();
    }

    private static string Replaced(JsonObject body, string name, string value)
    {
        const string Mark = "mark-4711";
        body[name] = Mark;
        return body.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }

    private string ChangePath(string path) => _random.Next(4) switch
    {
        0 => path[.._random.Next(1, path.Length)],
        1 => path + "/" + Pick("..", "%2e%2e/", "%00", "x", "?a=b", "#", "%"),
        2 => path.Replace("v1.0", Pick("v1", "v2", "v1.0.0", "v%31.0", ""), StringComparison.Ordinal),
        _ => path.Replace("kms", Pick("kms/kms", "KMS", "k%6ds", new string('k', 9000)), StringComparison.Ordinal),
    };

    private byte[] ChangeBytes(byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (int i = _random.Next(1, 6); i > 0 && changed.Count > 0; i--)
        {
            int at = _random.Next(changed.Count);
            switch (_random.Next(5))
            {
                case 0:
                    changed[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    changed[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    changed.Insert(at, (byte)_random.Next(256));
                    break;
                case 3:
                    changed.RemoveAt(at);
                    break;
                default:
                    int length = Math.Min(_random.Next(1, 40), changed.Count - at);
                    changed.InsertRange(_random.Next(changed.Count), changed.GetRange(at, length));
                    break;
            }
        }
        return [.. changed];
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
