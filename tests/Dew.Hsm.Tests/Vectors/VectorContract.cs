using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;
using Status = Dew.Core.Status;

namespace Dew.Hsm.Tests;

/// <summary>Published vectors through the whole path: the key wrapped by dew-root, loaded, used on a lane.</summary>
public abstract class VectorContract(ModuleFixture module)
{
    [Fact]
    public async Task Aes_gcm_opens_as_Wycheproof_says()
    {
        int count = 0;
        foreach (JsonNode group in Wycheproof.Groups("aes_gcm_test.json").Where(static g => (int)g["keySize"]! == 256 && (int)g["ivSize"]! == 96))
        {
            foreach (JsonNode test in group.Tests().Where(static t => t.Text("aad").Length <= 2 * CryptoSlot.AdditionalDataSize))
            {
                KeyHandle key = TestKeys.Import(module.Provider, KeySpec.Aes256, test.Bytes("key"));
                byte[] input = [.. test.Bytes("iv"), .. test.Bytes("tag"), .. test.Bytes("ct")];
                (Status status, byte[] output) = await Slot.TryAsync(module.Provider, CryptoOperation.Open, key, input, test.Bytes("aad"));
                Assert.Equal(test.Text("result") == "valid" ? Status.Ok : Status.CiphertextInvalid, status);
                Assert.Equal(test.Text("result") == "valid" ? test.Bytes("msg") : [], output);
                count++;
            }
        }

        Assert.True(count > 30, $"only {count} vectors");
    }

    [Fact]
    public async Task Hmac_gives_the_tags_of_Wycheproof()
    {
        int count = 0;
        foreach (JsonNode group in Wycheproof.Groups("hmac_sha256_test.json").Where(static g => (int)g["keySize"]! == 256))
        {
            foreach (JsonNode test in group.Tests())
            {
                KeyHandle key = TestKeys.Import(module.Provider, KeySpec.Hmac256, test.Bytes("key"));
                byte[] mac = await Slot.RunAsync(module.Provider, CryptoOperation.Mac, key, test.Bytes("msg"), hash: HashName.Sha256);
                byte[] tag = test.Bytes("tag");
                Assert.Equal(test.Text("result") == "valid", mac.AsSpan(0, tag.Length).SequenceEqual(tag));
                count++;
            }
        }

        Assert.True(count > 50, $"only {count} vectors");
    }

    [Fact]
    public async Task Oaep_decrypts_as_Wycheproof_says()
    {
        int count = 0;
        foreach (JsonNode group in Wycheproof.Groups("rsa_oaep_2048_sha256_mgf1sha256_test.json"))
        {
            KeyHandle key = ImportRsa(group);
            // The port has the empty label only.
            foreach (JsonNode test in group.Tests().Where(static t => t.Text("label").Length == 0 && t.Text("ct").Length <= CryptoSlot.BufferSize))
            {
                (Status status, byte[] output) = await Slot.TryAsync(module.Provider, CryptoOperation.DecryptOaepSha256, key, test.Bytes("ct"));
                Assert.Equal(test.Text("result") == "valid" ? Status.Ok : Status.CiphertextInvalid, status);
                Assert.Equal(test.Text("result") == "valid" ? test.Bytes("msg") : [], output);
                count++;
            }
        }

        Assert.True(count > 20, $"only {count} vectors");
        Assert.Equal(0, module.Provider.Health.Reconnects);
    }

    [Fact]
    public async Task Pkcs1_signatures_are_those_of_Wycheproof_byte_for_byte()
    {
        int count = 0;
        foreach (JsonNode group in Wycheproof.Groups("rsa_pkcs1_2048_sig_gen_test.json"))
        {
            // Keys with the exponent 3 carry more than .NET's importer takes; this appliance makes none.
            if ((string)group["privateKey"]!["publicExponent"]! != "010001" || !Enum.TryParse(group.Text("sha").Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out HashName hash))
            {
                continue;
            }

            KeyHandle key = ImportRsa(group);
            foreach (JsonNode test in group.Tests())
            {
                byte[] digest = CryptographicOperations.HashData(new HashAlgorithmName(hash.ToString().ToUpperInvariant()), test.Bytes("msg"));
                byte[] signature = await Slot.RunAsync(module.Provider, CryptoOperation.SignPkcs1, key, digest, hash: hash);
                Assert.Equal(test.Bytes("sig"), signature);
                count++;
            }
        }

        Assert.True(count > 5, $"only {count} vectors");
    }

    private KeyHandle ImportRsa(JsonNode group)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(group.Bytes("privateKeyPkcs8"), out _);
        return TestKeys.ImportRsa(module.Provider, KeySpec.Rsa2048, rsa);
    }
}
