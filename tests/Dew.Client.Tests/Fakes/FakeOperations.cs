using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dew.Protocol.Rest;

namespace Dew.Client.Tests.Fakes;

/// <summary>The operations of the fake appliance: JSON in, JSON out, as the reference has them.</summary>
internal sealed class FakeOperations : IDisposable
{
    private readonly Lock _gate = new();

    internal List<FakeKey> Keys { get; } = [];

    public void Dispose() => Keys.ForEach(static key => key.Dispose());

    internal string Run(string operation, JsonObject request)
    {
        lock (_gate)
        {
            return operation switch
            {
                "create-key" => Create(request),
                "list-keys" => List(request),
                "describe-key" => Json(new DescribeKeyResponse { KeyInfo = Key(request).Details }),
                "enable-key" => State(request, "3", "2", "KMS.1201"),
                "disable-key" => State(request, "2", "3", "KMS.1301"),
                "schedule-key-deletion" => Schedule(request),
                "cancel-key-deletion" => Cancel(request),
                "update-key-alias" => Rename(request),
                "update-key-description" => Describe(request),
                "get-publickey" => PublicKey(request),
                "gen-random" => $$"""{"random_data":"{{Hex(RandomNumberGenerator.GetBytes(Number(request, "random_data_length") / 8))}}"}""",
                "create-datakey" => CreateDataKey(request, withPlaintext: true),
                "create-datakey-without-plaintext" => CreateDataKey(request, withPlaintext: false),
                "encrypt-datakey" => EncryptDataKey(request),
                "decrypt-datakey" => DecryptDataKey(request),
                "encrypt-data" => EncryptData(request),
                "decrypt-data" => DecryptData(request),
                "sign" => Sign(request),
                "verify" => Verify(request),
                _ => throw new FakeError(404, "APIGW.0101", "no such API"),
            };
        }
    }

    private static string Text(JsonObject request, string name) =>
        (string?)request[name] ?? throw new FakeError(400, "KMS.0204", $"{name} is missing");

    private static int Number(JsonObject request, string name) =>
        int.Parse(Text(request, name), System.Globalization.CultureInfo.InvariantCulture);

    private static string Aad(JsonObject request) => (string?)request["additional_authenticated_data"] ?? "";

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, typeof(T), RestJson.Default);

    private FakeKey Key(JsonObject request) => Keys.Find(key => key.Details.KeyId == Text(request, "key_id"))
        ?? throw new FakeError(404, "KMS.0207", "There is no such key.");

    private FakeKey UsableKey(JsonObject request) => Key(request) switch
    {
        { Details.KeyState: "3" } => throw new FakeError(400, "KMS.0209", "The key is disabled."),
        { Details.KeyState: "4" } => throw new FakeError(400, "KMS.0210", "The key is pending deletion."),
        var key => key,
    };

    private string Create(JsonObject request)
    {
        CreateKeyRequest wish = request.Deserialize(RestJson.Default.CreateKeyRequest)!;
        if (Keys.Exists(key => key.Details.KeyAlias == wish.KeyAlias))
        {
            throw new FakeError(400, "KMS.1104", "The alias is taken.");
        }

        var created = new FakeKey(wish);
        Keys.Add(created);
        return Json(new CreateKeyResponse
        {
            KeyInfo = new CreatedKey { KeyId = created.Details.KeyId, DomainId = FakeAppliance.DomainId, RegionId = "local-1" },
        });
    }

    private string List(JsonObject request)
    {
        ListKeysRequest filter = request.Deserialize(RestJson.Default.ListKeysRequest)!;
        List<KeyDetails> all = [.. Keys.Select(static key => key.Details)
            .Where(key => filter.KeySpec == "ALL" || key.KeySpec == (filter.KeySpec ?? "AES_256"))
            .Where(key => filter.KeyState is null || key.KeyState == filter.KeyState)
            .Where(key => filter.EnterpriseProjectId is null || key.EnterpriseProjectId == filter.EnterpriseProjectId)];
        int start = int.Parse(filter.Marker ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        int limit = int.Parse(filter.Limit ?? "10", System.Globalization.CultureInfo.InvariantCulture);
        List<KeyDetails> page = [.. all.Skip(start).Take(limit)];
        bool more = start + page.Count < all.Count;
        return Json(new ListKeysResponse
        {
            Keys = [.. page.Select(static key => key.KeyId)],
            KeyDetails = page,
            NextMarker = more ? (start + page.Count).ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
            Truncated = more ? "true" : "false",
            Total = all.Count,
        });
    }

    private string State(JsonObject request, string from, string to, string code)
    {
        FakeKey key = Key(request);
        key.Details = key.Details.KeyState == from ? key.Details with { KeyState = to } : throw new FakeError(400, code, "The key is in another state.");
        return Json(new KeyStatusResponse { KeyInfo = new KeyStatusInfo { KeyId = key.Details.KeyId, KeyState = to } });
    }

    private string Schedule(JsonObject request)
    {
        FakeKey key = Key(request);
        key.Details = Number(request, "pending_days") is >= 7 and <= 1096
            ? key.Details with { KeyState = "4", ScheduledDeletionDate = "1786147200000" }
            : throw new FakeError(400, "KMS.1401", "pending_days is 7..1096.");
        return Json(new KeyStatusInfo { KeyId = key.Details.KeyId, KeyState = "4" });
    }

    private string Cancel(JsonObject request)
    {
        FakeKey key = Key(request);
        key.Details = key.Details.KeyState == "4"
            ? key.Details with { KeyState = "3", ScheduledDeletionDate = "" }
            : throw new FakeError(400, "KMS.1501", "The key is not pending deletion.");
        return Json(new KeyStatusInfo { KeyId = key.Details.KeyId, KeyState = "3" });
    }

    private string Rename(JsonObject request)
    {
        FakeKey key = Key(request);
        key.Details = key.Details with { KeyAlias = Text(request, "key_alias") };
        return Json(new UpdateKeyAliasResponse { KeyInfo = new KeyAliasInfo { KeyId = key.Details.KeyId, KeyAlias = key.Details.KeyAlias } });
    }

    private string Describe(JsonObject request)
    {
        FakeKey key = Key(request);
        key.Details = key.Details with { KeyDescription = Text(request, "key_description") };
        return Json(new UpdateKeyDescriptionResponse
        {
            KeyInfo = new KeyDescriptionInfo { KeyId = key.Details.KeyId, KeyDescription = key.Details.KeyDescription },
        });
    }

    private string PublicKey(JsonObject request)
    {
        FakeKey key = Key(request);
        string pem = key.Ec?.ExportSubjectPublicKeyInfoPem() ?? key.Rsa?.ExportSubjectPublicKeyInfoPem()
            ?? throw new FakeError(400, "KMS.0331", "A symmetric key has no public key.");
        return Json(new PublicKeyResponse { KeyId = key.Details.KeyId, PublicKey = pem + "\n" });
    }

    private string CreateDataKey(JsonObject request, bool withPlaintext)
    {
        FakeKey key = UsableKey(request);
        byte[] dataKey = RandomNumberGenerator.GetBytes(Number(request, "datakey_length") / 8);
        string plaintext = withPlaintext ? $"\"plain_text\":\"{Hex(dataKey)}\"," : "";
        return $$"""{"key_id":"{{key.Details.KeyId}}",{{plaintext}}"cipher_text":"{{Hex(key.Wrap(dataKey, Aad(request)))}}"}""";
    }

    private string EncryptDataKey(JsonObject request)
    {
        FakeKey key = UsableKey(request);
        byte[] both = Convert.FromHexString(Text(request, "plain_text"));
        int length = Number(request, "datakey_plain_length");
        if (both.Length != length + 32 || !SHA256.HashData(both.AsSpan(0, length)).AsSpan().SequenceEqual(both.AsSpan(length)))
        {
            throw new FakeError(400, "KMS.2103", "The digest does not match.");
        }

        return $$"""{"key_id":"{{key.Details.KeyId}}","cipher_text":"{{Hex(key.Wrap(both[..length], Aad(request)))}}","datakey_length":"{{length}}"}""";
    }

    private string DecryptDataKey(JsonObject request)
    {
        byte[] dataKey = UsableKey(request).Unwrap(Convert.FromHexString(Text(request, "cipher_text")), Number(request, "datakey_cipher_length"), Aad(request))
            ?? throw new FakeError(400, "KMS.2201", "cipher_text is invalid.");
        return $$"""{"data_key":"{{Hex(dataKey)}}","datakey_length":"{{dataKey.Length}}","datakey_dgst":"{{Hex(SHA256.HashData(dataKey))}}"}""";
    }

    /// <summary>The fake puts the length before the wrapped text, since it cannot tell it from the padding otherwise.</summary>
    private string EncryptData(JsonObject request)
    {
        FakeKey key = UsableKey(request);
        byte[] plaintext = Encoding.UTF8.GetBytes(Text(request, "plain_text"));
        byte[] ciphertext = [.. BitConverter.GetBytes(plaintext.Length), .. key.Wrap(plaintext, Aad(request))];
        return $$"""{"key_id":"{{key.Details.KeyId}}","cipher_text":"{{Convert.ToBase64String(ciphertext)}}"}""";
    }

    private string DecryptData(JsonObject request)
    {
        byte[] ciphertext = Convert.FromBase64String(Text(request, "cipher_text"));
        byte[] plaintext = Keys.Select(key => key.Unwrap(ciphertext[4..], BitConverter.ToInt32(ciphertext), Aad(request))).FirstOrDefault(static p => p is not null)
            ?? throw new FakeError(400, "KMS.2201", "cipher_text is invalid.");
        return new JsonObject
        {
            ["plain_text"] = Encoding.UTF8.GetString(plaintext),
            ["plain_text_base64"] = Convert.ToBase64String(plaintext),
        }.ToJsonString();
    }

    private string Sign(JsonObject request)
    {
        FakeKey key = UsableKey(request);
        byte[] digest = Convert.FromBase64String(Text(request, "message"));
        byte[] signature = key.Ec?.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence)
            ?? key.Rsa?.SignHash(digest, Hash(request), Padding(request))
            ?? throw new FakeError(400, "KMS.1115", "The key does not sign.");
        return Json(new SignResponse { KeyId = key.Details.KeyId, Signature = Convert.ToBase64String(signature) });
    }

    private string Verify(JsonObject request)
    {
        FakeKey key = UsableKey(request);
        byte[] digest = Convert.FromBase64String(Text(request, "message"));
        byte[] signature = Convert.FromBase64String(Text(request, "signature"));
        bool valid = key.Ec?.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence)
            ?? key.Rsa?.VerifyHash(digest, signature, Hash(request), Padding(request))
            ?? throw new FakeError(400, "KMS.1115", "The key does not sign.");
        return Json(new VerifyResponse { KeyId = key.Details.KeyId, SignatureValid = valid ? "true" : "false" });
    }

    private static HashAlgorithmName Hash(JsonObject request) => new("SHA" + Text(request, "signing_algorithm")[^3..]);

    private static RSASignaturePadding Padding(JsonObject request) =>
        Text(request, "signing_algorithm").Contains("PSS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
