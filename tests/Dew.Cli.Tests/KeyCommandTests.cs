using System.Text;
using System.Text.Json.Nodes;
using Dew.Client.Tests.Fakes;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class KeyCommandTests : CliTest
{
    [Fact]
    public async Task Create_passes_all_options_on()
    {
        CliResult result = await DewAsync(
            "key", "create", "a", "--spec", "rsa_2048", "--usage", "encrypt_decrypt", "--description", "text", "--enterprise-project", "7");

        Assert.Equal(ExitCode.Ok, result.Code);
        var key = Appliance.Keys.Single().Details;
        Assert.Equal(
            ("a", "RSA_2048", "ENCRYPT_DECRYPT", "text", "7"),
            (key.KeyAlias, key.KeySpec, key.KeyUsage, key.KeyDescription, key.EnterpriseProjectId));
        Assert.Equal($"Created a, id {key.KeyId}\n", result.Output);
    }

    [Fact]
    public async Task Create_for_programs_gives_the_id()
    {
        CliResult result = await DewAsync("key", "create", "a", "--json");

        Assert.Equal(Appliance.Keys.Single().Details.KeyId, (string?)result.Json["key_id"]);
    }

    [Fact]
    public async Task Taken_alias_is_refused_with_advice()
    {
        Appliance.AddKey("a");

        CliResult result = await DewAsync("key", "create", "a");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains("dew key show", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_is_a_table_for_people()
    {
        string first = Appliance.AddKey("invoices").Details.KeyId, second = Appliance.AddKey("with [markup]", "EC_P256").Details.KeyId;

        Assert.Equal(
            $"""
            ID                                    ALIAS          SPEC     USAGE            STATE    CREATED               PROJECT
            {first}  invoices       AES_256  ENCRYPT_DECRYPT  enabled  2026-08-01 00:00:00Z  0
            {second}  with [markup]  EC_P256  ENCRYPT_DECRYPT  enabled  2026-08-01 00:00:00Z  0

            """,
            (await DewAsync("key", "list")).Output);
    }

    [Fact]
    public async Task List_on_a_narrow_terminal_has_the_columns_that_fit()
    {
        OnTerminal = true;
        SetVariable("NO_COLOR", "1");
        string keyId = Appliance.AddKey("invoices").Details.KeyId;

        string[] lines = (await DewAsync("key", "list")).Output.Split('\n');

        Assert.Equal(["ID                                    ALIAS     SPEC     STATE", $"{keyId}  invoices  AES_256  enabled"], lines[..2].Select(static line => line.TrimEnd()));
    }

    [Fact]
    public async Task List_on_a_wide_terminal_has_all_usual_columns()
    {
        OnTerminal = true;
        TerminalWidth = 130;
        SetVariable("NO_COLOR", "1");
        Appliance.AddKey("invoices");

        Assert.Contains("PROJECT", (await DewAsync("key", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_chosen_columns_in_their_order()
    {
        Appliance.AddKey("invoices");

        Assert.Equal("STATE    ALIAS     DELETION\nenabled  invoices  -\n", (await DewAsync("key", "list", "--columns", "state,alias,deletion")).Output);
    }

    [Fact]
    public async Task Colour_is_off_if_so_wished()
    {
        OnTerminal = true;
        SetVariable("NO_COLOR", "1");

        Assert.DoesNotContain("\u001b", (await DewAsync("doctor")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_for_programs_holds_all_pages()
    {
        for (int i = 0; i < 2500; i++)
        {
            Appliance.AddKey($"k{i}");
        }

        JsonObject keys = (await DewAsync("key", "list", "--json")).Json;

        Assert.Equal((2500, 2500, "false"), ((int)keys["total"]!, keys["key_details"]!.AsArray().Count, (string?)keys["truncated"]));
    }

    [Fact]
    public async Task List_with_a_limit_is_one_page_and_names_the_next()
    {
        Array.ForEach(["a", "b", "c"], alias => Appliance.AddKey(alias));

        Assert.Contains("2 of 3; the next page: add --marker 2", (await DewAsync("key", "list", "--limit", "2")).Output, StringComparison.Ordinal);
        Assert.Contains("\n" + Appliance.Keys[2].Details.KeyId, (await DewAsync("key", "list", "--limit", "2", "--marker", "2")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--state", "disabled")]
    [InlineData("--state", "3")]
    [InlineData("--spec", "ec_p256")]
    public async Task List_filters(string option, string value)
    {
        Appliance.AddKey("a");
        FakeKey wanted = Appliance.AddKey("b", "EC_P256");
        wanted.Details = wanted.Details with { KeyState = "3" };

        JsonObject keys = (await DewAsync("key", "list", option, value, "--json")).Json;

        Assert.Equal([wanted.Details.KeyId], keys["keys"]!.AsArray().Select(static id => (string?)id));
    }

    [Fact]
    public async Task Empty_list_names_the_next_step()
    {
        Assert.Contains("dew key create", (await DewAsync("key", "list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invoices")]
    [InlineData("alias/invoices")]
    public async Task Key_is_shown_by_alias(string name)
    {
        Appliance.AddKey("invoices", "EC_P384");

        Assert.Contains("Specification       EC_P384\n", (await DewAsync("key", "show", name)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_for_programs_is_named_as_in_the_api()
    {
        string keyId = Appliance.AddKey("invoices").Details.KeyId;

        JsonObject key = (await DewAsync("key", "show", keyId, "--json")).Json;

        Assert.Equal((keyId, "2", "1785542400000"), ((string?)key["key_id"], (string?)key["key_state"], (string?)key["creation_date"]));
    }

    [Fact]
    public async Task Unknown_alias_is_refused()
    {
        CliResult result = await DewAsync("key", "show", "nobody");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Equal("dew: No key has the alias 'nobody'.\n  Next: dew key list\n", result.Error);
    }

    [Fact]
    public async Task Key_is_disabled_and_enabled()
    {
        string keyId = Appliance.AddKey("a").Details.KeyId;

        Assert.Equal($"Key {keyId} is disabled\n", (await DewAsync("key", "disable", "a")).Output);
        Assert.Equal("2", (string?)(await DewAsync("key", "enable", "a", "--json")).Json["key_state"]);
    }

    [Fact]
    public async Task Key_is_renamed_and_described()
    {
        Appliance.AddKey("a");
        await DewAsync("key", "rename", "a", "b");
        await DewAsync("key", "describe", "b", "new text");

        var key = Appliance.Keys.Single().Details;
        Assert.Equal(("b", "new text"), (key.KeyAlias, key.KeyDescription));
    }

    [Fact]
    public async Task Deletion_can_be_taken_back()
    {
        FakeKey key = Appliance.AddKey("a");

        Assert.Equal("4", (string?)(await DewAsync("key", "delete", "a", "--days", "9", "--yes", "--json")).Json["key_state"]);
        Assert.Equal(ExitCode.Ok, (await DewAsync("key", "undelete", "a")).Code);
        Assert.Equal("3", key.Details.KeyState);
    }

    [Fact]
    public async Task Deletion_is_not_begun_where_nobody_can_confirm_it()
    {
        Appliance.AddKey("a");

        CliResult result = await DewAsync("key", "delete", "a");

        Assert.Equal((ExitCode.Usage, "2"), (result.Code, Appliance.Keys.Single().Details.KeyState));
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes\n", ExitCode.Ok, "4")]
    [InlineData("Yes \r\n", ExitCode.Ok, "4")]
    [InlineData("no\n", ExitCode.Usage, "2")]
    [InlineData("y\n", ExitCode.Usage, "2")]
    [InlineData("", ExitCode.Usage, "2")]
    public async Task Deletion_on_a_terminal_needs_the_word_yes(string answer, int expectedCode, string expectedState)
    {
        OnTerminal = true;
        Appliance.AddKey("a");
        Input = Encoding.UTF8.GetBytes(answer);

        CliResult result = await DewAsync("key", "delete", "a");

        Assert.Equal((expectedCode, expectedState), (result.Code, Appliance.Keys.Single().Details.KeyState));
    }

    [Fact]
    public async Task Public_key_is_pem_on_standard_output()
    {
        Appliance.AddKey("a", "EC_P256");

        Assert.Matches("^-----BEGIN PUBLIC KEY-----\n[^-]+\n-----END PUBLIC KEY-----\n$", (await DewAsync("key", "public-key", "a")).Output);
    }

    [Fact]
    public async Task Public_key_goes_to_a_file_but_does_not_replace_one()
    {
        Appliance.AddKey("a", "EC_P256");
        string file = InFolder("key.pem");

        Assert.Equal(ExitCode.Ok, (await DewAsync("key", "public-key", "a", "--output", file)).Code);
        Assert.Equal(ExitCode.LocalIo, (await DewAsync("key", "public-key", "a", "--output", file)).Code);
        Assert.Equal(ExitCode.Ok, (await DewAsync("key", "public-key", "a", "--output", file, "--force")).Code);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
