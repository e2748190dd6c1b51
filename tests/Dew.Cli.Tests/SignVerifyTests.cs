using System.Security.Cryptography;
using Dew.Testing;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class SignVerifyTests : CliTest
{
    private static readonly byte[] s_content = RandomNumberGenerator.GetBytes(2_500_000);

    [Theory]
    [InlineData("EC_P256", "ECDSA_SHA_256", "sha256")]
    [InlineData("EC_P384", "ECDSA_SHA_384", "sha384")]
    [InlineData("RSA_2048", "RSASSA_PSS_SHA_256", "sha256", "-sigopt", "rsa_padding_mode:pss")]
    public async Task OpenSsl_verifies_the_signature_of_each_kind_of_key(string spec, string algorithm, string hash, params string[] options)
    {
        Appliance.AddKey("a", spec);
        string file = Write("file", s_content);

        CliResult signed = await DewAsync("sign", file, "--key", "a");
        string pem = (await DewAsync("key", "public-key", "a")).Output;

        Assert.Equal($"Signed {file} with {algorithm}: {file}.sig\n", signed.Output);
        Assert.True(OpenSsl.Verifies(pem, hash, s_content, await SignatureAsync(file), options));
    }

    [Theory]
    [InlineData("RSASSA_PKCS1_V1_5_SHA_512", "sha512")]
    [InlineData("rsassa_pkcs1_v1_5_sha_384", "sha384")]
    public async Task Algorithm_can_be_chosen(string algorithm, string hash)
    {
        Appliance.AddKey("a", "RSA_2048");
        string file = Write("file", s_content);

        await DewAsync("sign", file, "--key", "a", "--algorithm", algorithm);

        Assert.True(OpenSsl.Verifies((await DewAsync("key", "public-key", "a")).Output, hash, s_content, await SignatureAsync(file)));
        Assert.Equal(ExitCode.Ok, (await DewAsync("verify", file, "--key", "a", "--algorithm", algorithm)).Code);
    }

    [Fact]
    public async Task Result_for_programs_holds_the_signature()
    {
        string keyId = Appliance.AddKey("a", "EC_P256").Details.KeyId;
        string file = Write("file", s_content);

        var json = (await DewAsync("sign", file, "--key", "a", "--json")).Json;

        Assert.Equal((keyId, "ECDSA_SHA_256"), ((string?)json["key_id"], (string?)json["signing_algorithm"]));
        Assert.Equal(await SignatureAsync(file), Convert.FromBase64String((string)json["signature"]!));
    }

    [Fact]
    public async Task Valid_signature_is_success()
    {
        string file = await SignedAsync();

        CliResult result = await DewAsync("verify", file, "--key", "a");

        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("is valid", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("--json")]
    public async Task Changed_file_is_not_authentic(params string[] format)
    {
        string file = await SignedAsync();
        Write("file", [.. s_content, 0]);

        CliResult result = await DewAsync(["verify", file, "--key", "a", .. format]);

        Assert.Equal(ExitCode.NotAuthentic, result.Code);
        Assert.Contains(format.Length == 0 ? "NOT VALID" : "\"signature_valid\": \"false\"", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public async Task File_that_cannot_be_a_signature_is_not_authentic(int length)
    {
        string file = await SignedAsync();
        Write("file.sig", new byte[length]);

        Assert.Equal(ExitCode.NotAuthentic, (await DewAsync("verify", file, "--key", "a")).Code);
    }

    [Fact]
    public async Task Absent_signature_file_is_a_local_failure()
    {
        Appliance.AddKey("a", "EC_P256");

        Assert.Equal(ExitCode.LocalIo, (await DewAsync("verify", Write("file", s_content), "--key", "a")).Code);
    }

    [Fact]
    public async Task Standard_streams_take_the_data_and_give_the_signature()
    {
        Appliance.AddKey("a", "EC_P256");
        Input = s_content;
        CliResult signed = await DewAsync("sign", "-", "--key", "a");
        string signature = Write("signature", signed.OutputBytes);

        Assert.Equal(ExitCode.Ok, (await DewAsync("verify", "-", "--key", "a", "--signature", signature)).Code);
    }

    [Fact]
    public async Task Key_that_does_not_sign_is_refused_and_leaves_nothing()
    {
        Appliance.AddKey("a");
        string file = Write("file", s_content);

        CliResult result = await DewAsync("sign", file, "--key", "a");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.False(File.Exists(file + ".sig"));
    }

    [Fact]
    public async Task Existing_signature_is_kept()
    {
        string file = await SignedAsync();

        Assert.Equal(ExitCode.LocalIo, (await DewAsync("sign", file, "--key", "a")).Code);
        Assert.Equal(ExitCode.Ok, (await DewAsync("sign", file, "--key", "a", "--force")).Code);
    }

    private static Task<byte[]> SignatureAsync(string file) => File.ReadAllBytesAsync(file + ".sig", TestContext.Current.CancellationToken);

    private async Task<string> SignedAsync()
    {
        Appliance.AddKey("a", "EC_P256");
        string file = Write("file", s_content);
        Assert.Equal(ExitCode.Ok, (await DewAsync("sign", file, "--key", "a")).Code);
        return file;
    }
}
