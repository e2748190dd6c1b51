using System.Text.Json;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Vectors;

public sealed class MacVectorTests : KmsTest
{
    /// <summary>Wycheproof HMAC-SHA-256. Shortened tags are valid there and never here; an empty message is refused.</summary>
    [Fact]
    public async Task Wycheproof_HMAC_SHA_256_in_full_length()
    {
        using JsonDocument file = VectorFiles.Json("wycheproof", "hmac_sha256_test.json");
        List<string> disagreements = [];
        int count = 0;
        foreach ((JsonElement group, JsonElement test) in file.Cases())
        {
            byte[] message = test.Hex("msg");
            if (message.Length == 0)
            {
                continue;
            }

            count++;
            bool expected = test.Text("result") == "valid" && group.GetProperty("tagSize").GetInt32() == 256;
            Guid keyId = PutKey(KeySpec.Hmac256, new GeneratedKey(RootGeneration: 1, test.Hex("key"), default));
            if ((await Crypto.VerifyMacAsync(keyId, message, test.Hex("tag"), HashName.Sha256)).Ok() != expected)
            {
                disagreements.Add(test.GetProperty("tcId").ToString());
            }
        }

        Assert.Empty(disagreements);
        Assert.True(count >= 100, $"only {count} cases were found");
    }
}
