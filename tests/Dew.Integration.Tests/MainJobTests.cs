using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>Every kind of key through the socket, on each PKCS#11 module of the machine, with OpenSSL's second opinion.</summary>
public sealed class MainJobTests
{
    private static readonly byte[] s_message = Encoding.UTF8.GetBytes("the message of the main job");

    public static TheoryData<string> Modules => ["SoftHSM2", "NSS softokn"];

    [Theory]
    [MemberData(nameof(Modules))]
    public void Keys_are_made_used_and_cross_checked(string module)
    {
        string? path = module == "SoftHSM2" ? Pkcs11Modules.SoftHsm : Pkcs11Modules.NssSoftokn;
        Assert.SkipWhen(path is null, $"{module} is not installed");
        using ScratchDirectory directory = new();
        using (DewdProcess daemon = DewdProcess.Start(directory.Path, new DewdOptions { HsmModule = path }))
        {
            using DewApi api = new(daemon);
            EncryptAndDecrypt(api);
            DataKeys(api);
            RsaDecryptsWhatOpenSslEncrypted(api, "RSA_2048");
            RsaDecryptsWhatOpenSslEncrypted(api, "RSA_3072");
            RsaDecryptsWhatOpenSslEncrypted(api, "RSA_4096");
            Assert.Equal(0, daemon.Stop());
        }

        using DewdProcess again = DewdProcess.Start(directory.Path, new DewdOptions { HsmModule = path });
        using DewApi later = new(again);
        Assert.Equal(5, later.AllKeys().Count);
        Assert.Empty(later.DoctorComplaints(deep: true));
    }

    [Theory]
    [InlineData("RSA_2048")]
    [InlineData("RSA_3072")]
    [InlineData("RSA_4096")]
    [InlineData("EC_P256")]
    [InlineData("EC_P384")]
    public void OpenSsl_verifies_what_the_api_signs(string spec)
    {
        using RunningDaemon running = new();
        using DewApi api = running.Connect();
        string keyId = api.CreateKey("signer", spec, "SIGN_VERIFY");
        string pem = api.PublicKey(keyId);
        foreach (string hash in spec switch { "EC_P256" => (string[])["256"], "EC_P384" => ["384"], _ => ["256", "384", "512"] })
        {
            foreach (string algorithm in spec.StartsWith("EC", StringComparison.Ordinal) ? (string[])["ECDSA_SHA_"] : ["RSASSA_PSS_SHA_", "RSASSA_PKCS1_V1_5_SHA_"])
            {
                foreach (bool raw in (bool[])[true, false])
                {
                    byte[] sent = raw ? s_message : Digest(hash, s_message);
                    (string, JsonNode?)[] request =
                    [
                        ("key_id", keyId), ("message", Convert.ToBase64String(sent)),
                        ("signing_algorithm", algorithm + hash), ("message_type", raw ? "RAW" : "DIGEST"),
                    ];
                    string signature = (string)api.Call("sign", request)["signature"]!;
                    string[] options = algorithm.Contains("PSS", StringComparison.Ordinal)
                        ? ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]
                        : [];

                    Assert.True(OpenSsl.Verifies(pem, "sha" + hash, s_message, Convert.FromBase64String(signature), options), $"{spec} {algorithm}{hash} raw={raw}");
                    Assert.False(OpenSsl.Verifies(pem, "sha" + hash, [.. s_message, 0], Convert.FromBase64String(signature), options));
                    (string, JsonNode?)[] check =
                    [
                        ("key_id", keyId), ("message", Convert.ToBase64String(sent)), ("signature", signature),
                        ("signing_algorithm", algorithm + hash), ("message_type", raw ? "RAW" : "DIGEST"),
                    ];
                    Assert.Equal("true", (string?)api.Call("verify", check)["signature_valid"]);
                }
            }
        }
    }

    private static void EncryptAndDecrypt(DewApi api)
    {
        string keyId = api.CreateKey("job-aes");
        foreach (int length in (int[])[1, 4, 15, 16, 17, 4096])
        {
            string text = new('x', length);
            string ciphertext = (string)api.Call("encrypt-data", ("key_id", keyId), ("plain_text", text), ("additional_authenticated_data", "aad"))["cipher_text"]!;

            Assert.Equal(124 + (16 * ((length + 15) / 16)), Convert.FromBase64String(ciphertext).Length);
            Assert.Equal(text, (string?)api.Call("decrypt-data", ("cipher_text", ciphertext), ("additional_authenticated_data", "aad"))["plain_text"]);
            Assert.Equal(400, api.Post("decrypt-data", ("cipher_text", ciphertext)).Status);
        }
    }

    private static void DataKeys(DewApi api)
    {
        string keyId = api.CreateKey("job-datakeys");
        JsonNode made = api.Call("create-datakey", ("key_id", keyId), ("datakey_length", "512"));
        JsonNode opened = api.Call("decrypt-datakey", ("key_id", keyId), ("cipher_text", (string)made["cipher_text"]!), ("datakey_cipher_length", "64"));

        Assert.Equal(128, ((string)made["plain_text"]!).Length);
        Assert.Equal((string?)made["plain_text"], (string?)opened["data_key"], ignoreCase: true);
        Assert.Equal(
            Convert.ToHexString(SHA256.HashData(Convert.FromHexString((string)made["plain_text"]!))), (string?)opened["datakey_dgst"], ignoreCase: true);
    }

    private static void RsaDecryptsWhatOpenSslEncrypted(DewApi api, string spec)
    {
        string keyId = api.CreateKey("job-" + spec, spec, "ENCRYPT_DECRYPT");
        string pem = api.PublicKey(keyId);
        byte[] ciphertext = OpenSsl.EncryptOaepSha256(pem, s_message);
        JsonNode opened = api.Call(
            "decrypt-data", ("key_id", keyId), ("cipher_text", Convert.ToBase64String(ciphertext)), ("encryption_algorithm", "RSAES_OAEP_SHA_256"));
        Assert.Equal(s_message, Convert.FromBase64String((string)opened["plain_text_base64"]!));

        string own = (string)api.Call(
            "encrypt-data", ("key_id", keyId), ("plain_text", "own"), ("encryption_algorithm", "RSAES_OAEP_SHA_256"))["cipher_text"]!;
        JsonNode ownOpened = api.Call("decrypt-data", ("key_id", keyId), ("cipher_text", own), ("encryption_algorithm", "RSAES_OAEP_SHA_256"));
        Assert.Equal("own", (string?)ownOpened["plain_text"]);
    }

    private static byte[] Digest(string hash, byte[] message) => hash switch
    {
        "256" => SHA256.HashData(message),
        "384" => SHA384.HashData(message),
        _ => SHA512.HashData(message),
    };
}
