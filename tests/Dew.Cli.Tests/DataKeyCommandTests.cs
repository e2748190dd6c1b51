using System.Text.Json.Nodes;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class DataKeyCommandTests : CliTest
{
    [Fact]
    public async Task Plaintext_is_not_even_asked_for_without_the_option()
    {
        Appliance.AddKey("a");

        JsonObject created = (await DewAsync("data-key", "create", "--key", "a", "--json")).Json;

        Assert.Equal(["key_id", "cipher_text"], created.Select(static member => member.Key));
        Assert.DoesNotContain("create-datakey", Appliance.Operations);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(1024)]
    public async Task Plaintext_comes_back_from_the_ciphertext_without_naming_its_length(int length)
    {
        Appliance.AddKey("a");
        JsonObject created = (await DewAsync("data-key", "create", "--key", "a", "--bytes", $"{length}", "--aad", "x", "--plaintext", "--json")).Json;

        JsonObject opened = (await DewAsync(
            "data-key", "decrypt", (string)created["cipher_text"]!, "--key", "a", "--aad", "x", "--plaintext", "--json")).Json;

        Assert.Equal(length * 2, ((string?)created["plain_text"])!.Length);
        Assert.Equal((string?)created["plain_text"], (string?)opened["data_key"]);
    }

    [Fact]
    public async Task Length_that_is_no_multiple_of_16_is_named()
    {
        Appliance.AddKey("a");
        JsonObject created = (await DewAsync("data-key", "create", "--key", "a", "--bytes", "20", "--json")).Json;

        CliResult opened = await DewAsync("data-key", "decrypt", (string)created["cipher_text"]!, "--key", "a", "--bytes", "20", "--json");

        Assert.Equal("20", (string?)opened.Json["datakey_length"]);
    }

    [Fact]
    public async Task Decryption_without_the_option_proves_but_does_not_show()
    {
        Appliance.AddKey("a");
        JsonObject created = (await DewAsync("data-key", "create", "--key", "a", "--json")).Json;

        JsonObject opened = (await DewAsync("data-key", "decrypt", (string)created["cipher_text"]!, "--key", "a", "--json")).Json;

        Assert.Equal(["datakey_length", "datakey_dgst"], opened.Select(static member => member.Key));
    }

    [Fact]
    public async Task Text_for_people_has_the_same_names()
    {
        Appliance.AddKey("a");

        Assert.Matches(
            "^key_id          [0-9a-f-]{36}\ncipher_text     [0-9a-f]{312}\nplain_text      [0-9a-f]{64}\n$",
            (await DewAsync("data-key", "create", "--key", "a", "--plaintext")).Output);
    }

    [Fact]
    public async Task Damaged_ciphertext_is_not_authentic()
    {
        Appliance.AddKey("a");

        Assert.Equal(ExitCode.NotAuthentic, (await DewAsync("data-key", "decrypt", new string('0', 312), "--key", "a")).Code);
    }
}
