using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class EncryptDecryptTests : CliTest
{
    private static readonly byte[] s_content = RandomNumberGenerator.GetBytes(3_000_000);

    [Fact]
    public async Task File_comes_back_under_its_own_name()
    {
        string file = await EncryptedAsync();
        File.Delete(file);

        CliResult result = await DewAsync("decrypt", file + ".dew");

        Assert.Equal((ExitCode.Ok, $"Decrypted {file}.dew to {file} (2.9 MiB)\n"), (result.Code, result.Output));
        Assert.Equal(s_content, Read(file));
    }

    [Fact]
    public async Task Results_for_programs_name_key_and_files()
    {
        string keyId = Appliance.AddKey("a").Details.KeyId;
        string file = Write("file", s_content);

        JsonObject encrypted = (await DewAsync("encrypt", file, "--key", "a", "--json")).Json;
        JsonObject decrypted = (await DewAsync("decrypt", file + ".dew", "--output", InFolder("back"), "--json")).Json;

        Assert.Equal((keyId, file + ".dew", 3_000_000), ((string?)encrypted["key_id"], (string?)encrypted["output"], (int?)encrypted["plaintext_bytes"]));
        Assert.Equal((keyId, InFolder("back"), 3_000_000), ((string?)decrypted["key_id"], (string?)decrypted["output"], (int?)decrypted["plaintext_bytes"]));
    }

    [Fact]
    public async Task Standard_streams_take_and_give_the_bytes_alone()
    {
        Appliance.AddKey("a");
        Input = s_content;
        CliResult encrypted = await DewAsync("encrypt", "-", "--key", "a");
        Input = encrypted.OutputBytes;

        Assert.Equal(s_content, (await DewAsync("decrypt", "-")).OutputBytes);
    }

    [Fact]
    public async Task Existing_encrypted_file_is_kept()
    {
        string file = await EncryptedAsync();
        byte[] before = Read(file + ".dew");

        CliResult result = await DewAsync("encrypt", file, "--key", "a");

        Assert.Equal(ExitCode.LocalIo, result.Code);
        Assert.Contains("--force", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Read(file + ".dew"));
    }

    [Fact]
    public async Task Existing_plain_file_is_replaced_by_force_only()
    {
        string file = await EncryptedAsync();
        Write("file", [1]);

        Assert.Equal(ExitCode.LocalIo, (await DewAsync("decrypt", file + ".dew")).Code);
        Assert.Equal([1], Read(file));
        Assert.Equal(ExitCode.Ok, (await DewAsync("decrypt", file + ".dew", "--force")).Code);
        Assert.Equal(s_content, Read(file));
    }

    [Fact]
    public async Task Decrypted_file_is_its_owners_alone()
    {
        string file = await EncryptedAsync();
        await DewAsync("decrypt", file + ".dew", "--force");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Damaged_file_is_refused_and_leaves_nothing()
    {
        string file = await EncryptedAsync();
        byte[] envelope = Read(file + ".dew");
        envelope[^1] ^= 1;
        Write("damaged.dew", envelope);

        CliResult result = await DewAsync("decrypt", InFolder("damaged.dew"));

        Assert.Equal(ExitCode.NotAuthentic, result.Code);
        Assert.Equal(["damaged.dew", "file", "file.dew"], Names());
    }

    [Fact]
    public async Task Cut_file_is_refused_and_leaves_nothing()
    {
        string file = await EncryptedAsync();
        Write("cut.dew", Read(file + ".dew")[..1_500_000]);

        Assert.Equal(ExitCode.NotAuthentic, (await DewAsync("decrypt", InFolder("cut.dew"))).Code);
        Assert.Equal(["cut.dew", "file", "file.dew"], Names());
    }

    [Fact]
    public async Task Damaged_wrapped_key_is_not_authentic()
    {
        string file = await EncryptedAsync();
        byte[] envelope = Read(file + ".dew");
        envelope[100] ^= 1;
        Write("damaged.dew", envelope);

        CliResult result = await DewAsync("decrypt", InFolder("damaged.dew"));

        Assert.Equal(ExitCode.NotAuthentic, result.Code);
        Assert.Contains("KMS.2201", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_file_is_named_as_such()
    {
        Write("text.dew", "no envelope"u8.ToArray());

        CliResult result = await DewAsync("decrypt", InFolder("text.dew"));

        Assert.Equal(ExitCode.NotAuthentic, result.Code);
        Assert.Contains("not an encrypted file of DEW", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusing_appliance_leaves_nothing()
    {
        Write("file", s_content);

        Assert.Equal(ExitCode.Refused, (await DewAsync("encrypt", InFolder("file"), "--key", Guid.NewGuid().ToString())).Code);
        Assert.Equal(["file"], Names());
    }

    [Fact]
    public async Task Absent_file_is_a_local_failure()
    {
        Assert.Equal(ExitCode.LocalIo, (await DewAsync("encrypt", InFolder("none"), "--key", "a")).Code);
    }

    [Fact]
    public async Task Directory_is_a_local_failure_with_advice()
    {
        CliResult result = await DewAsync("encrypt", Folder, "--key", "a");

        Assert.Equal(ExitCode.LocalIo, result.Code);
        Assert.Contains("tar -c", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absent_target_directory_is_a_local_failure()
    {
        Write("file", s_content);

        Assert.Equal(ExitCode.LocalIo, (await DewAsync("encrypt", InFolder("file"), "--key", "a", "--output", InFolder("none/file"))).Code);
    }

    [Fact]
    public async Task Json_and_content_do_not_share_standard_output()
    {
        Assert.Equal(ExitCode.Usage, (await DewAsync("encrypt", "-", "--key", "a", "--json")).Code);
    }

    [Fact]
    public async Task Encrypted_bytes_are_kept_from_a_terminal()
    {
        OnTerminal = true;

        Assert.Equal(ExitCode.Usage, (await DewAsync("encrypt", "-", "--key", "a")).Code);
    }

    private async Task<string> EncryptedAsync()
    {
        Appliance.AddKey("a");
        string file = Write("file", s_content);
        CliResult result = await DewAsync("encrypt", file, "--key", "a");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        return file;
    }

    private static byte[] Read(string path) => File.ReadAllBytes(path);

    private IEnumerable<string?> Names() => Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
