using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests;

/// <summary>What the running process lets others see of its secrets.</summary>
public sealed class HardeningTests
{
    private const string Marker = "MARKER-of-plaintext-4711-that-nobody-else-writes";

    [Fact]
    public void The_process_leaves_no_core_dump_and_locks_memory()
    {
        using ScratchDirectory directory = new();
        using DewdProcess daemon = DewdProcess.Start(directory.Path);

        string limit = File.ReadLines($"/proc/{daemon.Pid}/limits").First(line => line.StartsWith("Max core file size", StringComparison.Ordinal));
        Assert.Equal(["0", "0"], limit.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6]);
        Assert.Equal("0", daemon.ProcStatus("CoreDumping"));
        Assert.True(long.Parse(daemon.ProcStatus("VmLck"), CultureInfo.InvariantCulture) > 0, "no memory is locked");
    }

    [Fact]
    public void The_process_cannot_be_read_by_its_own_user_and_needs_no_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to run the daemon as another user");
        using ScratchDirectory directory = new();
        CopyBinaries(directory.Path);
        string state = Directory.CreateDirectory(directory.Combine("s")).FullName;
        Programs.Run("chown", ["-R", "nobody", directory.Path]).Checked();
        Programs.Run("chmod", ["700", state]).Checked();
        string script =
            $"""
            {directory.Combine("dewd")} --dev {state} > {directory.Combine("out")} 2> {directory.Combine("err")} &
            for i in $(seq 300); do grep -q ^READY {directory.Combine("out")} && break; sleep 0.1; done
            echo "owner $(stat -c %U /proc/$!/environ)"
            head -c 1 /proc/$!/mem 2>&1 | head -c 200; cat /proc/$!/environ > /dev/null 2>&1 && echo readable
            kill -TERM $!; wait $!; echo "exit $?"
            """;
        ProgramResult result = Programs.Run("setpriv", ["--reuid=nobody", "--clear-groups", "sh", "-c", script]);

        string said = result.Text + result.Error + File.ReadAllText(directory.Combine("err"));
        Assert.True(result.Text.Contains("owner root", StringComparison.Ordinal), "the process is dumpable: " + said);
        Assert.DoesNotContain("readable", result.Text, StringComparison.Ordinal);
        Assert.True(result.Text.Contains("exit 0", StringComparison.Ordinal), said);
    }

    [Fact]
    public void No_secret_reaches_logs_records_or_disk()
    {
        using ScratchDirectory directory = new();
        using DewdProcess daemon = DewdProcess.Start(directory.Path, Identity.SignedDaemon.Options);
        using DewApi api = new(daemon);
        List<string> issued = UseAccessKeys(daemon, api);
        string keyId = api.CreateKey("quiet");
        string signer = api.CreateKey("quiet-ec", "EC_P256");
        string base64Marker = Convert.ToBase64String(Encoding.UTF8.GetBytes(Marker));

        string ciphertext = (string)api.Call("encrypt-data", ("key_id", keyId), ("plain_text", Marker))["cipher_text"]!;
        api.Call("decrypt-data", ("cipher_text", ciphertext));
        string dataKey = (string)api.Call("create-datakey", ("key_id", keyId))["plain_text"]!;
        api.Call("sign", ("key_id", signer), ("message", base64Marker), ("signing_algorithm", "ECDSA_SHA_256"), ("message_type", "RAW"));
        api.Post("encrypt-data", ("key_id", Guid.NewGuid().ToString()), ("plain_text", Marker));
        api.Post("encrypt-data", ("key_id", keyId), ("plain_text", Marker), ("encryption_algorithm", Marker));
        api.PostRaw("encrypt-data", $$"""{"key_id":"{{keyId}}","plain_text":"{{Marker}}",""");
        string damaged = string.Concat(ciphertext.AsSpan(0, 100), ciphertext[100] == 'A' ? "B" : "A", ciphertext.AsSpan(101));
        api.Post("decrypt-data", ("cipher_text", damaged));
        string mac = api.CreateKey("quiet-mac", "HMAC_256");
        api.Call("generate-mac", ("key_id", mac), ("message", base64Marker), ("mac_algorithm", "HMAC_SHA_256"));
        api.Post("encrypt-datakey", ("key_id", keyId), ("plain_text", Convert.ToHexString(Encoding.UTF8.GetBytes(Marker))), ("datakey_plain_length", "9"));
        api.Post("create-key", ("key_alias", "quiet-2"), ("unknown", Marker));
        string random = (string)api.Call("gen-random", ("random_data_length", "256"))["random_data"]!;
        string records = new AuditApi(api).Export();
        Assert.Equal(0, daemon.Stop());

        string[] secrets = [Marker, base64Marker, dataKey, random, SecretKey(directory.Path), .. issued];
        Assert.Contains("\"createDatakey\"", records, StringComparison.Ordinal);
        Assert.Contains("\"authenticate\"", records, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.False(Holds(records, secret), "a record holds a secret"));
        foreach (string file in Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("admin.json", StringComparison.Ordinal)))
        {
            string content = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.All(secrets, secret => Assert.False(Holds(content, secret), $"{file} holds a secret"));
        }
        Assert.All(secrets, secret => Assert.False(Holds(daemon.StandardError + daemon.StandardOutput, secret), "the log holds a secret"));
    }

    /// <summary>Signs well and badly with keys of all kinds.</summary>
    /// <returns>What must be nowhere afterwards.</returns>
    private static List<string> UseAccessKeys(DewdProcess daemon, DewApi api)
    {
        DirectoryApi directory = new(api);
        (string user, _, AccessKeyPair key) = directory.CreateUserWith("KMS CMKFullAccess");
        AccessKeyPair rotated = AccessKeyPair.OfAnswer(directory.Change("POST", $"access-keys/{key.Access}/rotate", ("grace_seconds", 600)));
        string agency = DirectoryApi.NewName("agency");
        directory.Change("POST", "agencies", ("name", agency), ("trust", new JsonObject { ["users"] = new JsonArray(user) }));
        using SignedApi permanent = new(daemon, rotated);
        AccessKeyPair temporary = AccessKeyPair.OfAnswer(permanent.Send("POST", $"/appliance/v1/iam/agencies/{agency}/assume"));
        List<string> signatures = [];
        foreach (AccessKeyPair pair in (AccessKeyPair[])[key, rotated, temporary, temporary with { Token = Marker }, key with { Secret = Marker }])
        {
            using SignedApi client = new(daemon, pair);
            SdkRequest request = client.Operation("list-keys");
            signatures.Add(request["Authorization"][^64..]);
            client.Send(request);
            client.Send(request.With("X-Sdk-Date", "20200101T000000Z"));
            client.Send(request.With("Authorization", null).Plus("X-Auth-Token", Marker));
            client.Send(request with { Target = request.Target + "?token=" + Marker });
            client.Send(request.With("Authorization", $"SDK-HMAC-SHA256 Access={pair.Access}, SignedHeaders=host, Signature={Marker}"));
        }

        return [key.Secret, rotated.Secret, temporary.Secret, temporary.Token!, .. signatures];
    }

    private static bool Holds(string content, string secret) =>
        content.Contains(secret, StringComparison.OrdinalIgnoreCase) ||
        (secret.Length == 64 && secret.All(char.IsAsciiHexDigit) &&
         content.Contains(Encoding.Latin1.GetString(Convert.FromHexString(secret)), StringComparison.Ordinal));

    private static string SecretKey(string directory) =>
        (string)JsonNode.Parse(File.ReadAllBytes(Path.Combine(directory, "admin.json")))!["secret_key"]!;

    private static void CopyBinaries(string to)
    {
        foreach (string file in Directory.EnumerateFiles(RepositoryPaths.NativeBinaries).Where(f => !Path.GetFileName(f).StartsWith('.')))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
