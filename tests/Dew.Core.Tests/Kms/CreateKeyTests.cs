using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Kms;

public sealed class CreateKeyTests : KmsTest
{
    [Fact]
    public async Task A_key_by_defaults_is_an_enabled_AES_key_for_encryption()
    {
        KeyRecord key = (await Keys.CreateAsync(Call(), new NewKey { Alias = "orders" })).Ok();

        Assert.Equal(KeySpec.Aes256, key.Spec);
        Assert.Equal(KeyUsage.EncryptDecrypt, key.Usage);
        Assert.Equal(KeyState.Enabled, key.State);
        Assert.Equal("orders", key.Alias);
        Assert.Equal("", key.Description);
        Assert.Equal("0", key.EnterpriseProjectId);
        Assert.Equal("0", key.KeystoreId);
        Assert.Equal(1u, key.CurrentVersion);
        Assert.Null(key.DeletionDue);
    }

    [Fact]
    public async Task The_creation_time_is_kept_to_the_millisecond()
    {
        KeyRecord key = await CreateAsync();

        Assert.Equal(Time.Now.ToUnixTimeMilliseconds(), key.Created.ToUnixTimeMilliseconds());
        Assert.Equal(0, key.Created.Microsecond);
    }

    [Fact]
    public async Task What_is_answered_is_what_is_stored()
    {
        KeyRecord key = (await Keys.CreateAsync(Call(), new NewKey
        {
            Alias = "a", Spec = KeySpec.EcP384, Description = "d", EnterpriseProjectId = "ep",
        })).Ok();

        Assert.Equal(key, Store.FindKey(key.Id));
        Assert.Equal(key, Keys.Describe(key.Id).Ok());
        Assert.Equal(key.Id, Store.FindAlias(ProjectId, "a"));
    }

    [Fact]
    public async Task The_stored_version_is_the_material_the_provider_made()
    {
        KeyRecord key = await CreateAsync(KeySpec.Rsa2048);

        KeyVersionRecord version = Store.FindVersion(key.Id, 1)!;
        Assert.Equal(KeySpec.Rsa2048, version.Spec);
        Assert.Equal(1u, version.RootGeneration);
        Assert.False(version.WrappedMaterial.IsEmpty);
        Assert.False(version.PublicKey.IsEmpty);
        Assert.Equal(key.Created, version.Created);
    }

    [Fact]
    public async Task Keys_get_rising_places_in_the_order_of_creation()
    {
        KeyRecord first = await CreateAsync();
        KeyRecord second = await CreateAsync();

        Assert.True(second.Sequence > first.Sequence);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Az09:/_-")]
    [InlineData("alias/orders")]
    [InlineData("/default/x")]
    [InlineData("default")]
    [InlineData("/Default")]
    public async Task An_alias_of_allowed_characters_is_accepted(string alias) => Assert.Equal(alias, (await CreateAsync(alias: alias)).Alias);

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public async Task An_alias_of_allowed_length_is_accepted(int length) => await CreateAsync(alias: new string('x', length));

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("dot.")]
    [InlineData("ключ")]
    [InlineData("line\n")]
    [InlineData("nul\0")]
    [InlineData("a,b")]
    [InlineData("orders/default")]
    [InlineData("/default")]
    public async Task An_alias_outside_the_rules_is_refused(string alias) =>
        (await Keys.CreateAsync(Call(), new NewKey { Alias = alias })).FailsWith(Status.AliasInvalid);

    [Fact]
    public async Task An_alias_of_256_characters_is_refused() =>
        (await Keys.CreateAsync(Call(), new NewKey { Alias = new string('x', 256) })).FailsWith(Status.AliasInvalid);

    [Fact]
    public async Task A_description_of_255_characters_is_kept()
    {
        string description = new('ü', 255);

        Assert.Equal(description, (await Keys.CreateAsync(Call(), new NewKey { Alias = "a", Description = description })).Ok().Description);
    }

    [Fact]
    public async Task A_description_of_256_characters_is_refused() =>
        (await Keys.CreateAsync(Call(), new NewKey { Alias = "a", Description = new string('d', 256) })).FailsWith(Status.DescriptionInvalid);

    [Theory]
    [InlineData(1)]
    [InlineData(36)]
    public async Task An_enterprise_project_of_allowed_length_is_kept(int length)
    {
        string id = new('e', length);

        Assert.Equal(id, (await Keys.CreateAsync(Call(), new NewKey { Alias = "a", EnterpriseProjectId = id })).Ok().EnterpriseProjectId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    public async Task An_enterprise_project_of_another_length_is_refused(int length) =>
        (await Keys.CreateAsync(Call(), new NewKey { Alias = "a", EnterpriseProjectId = new string('e', length) })).FailsWith(Status.ParameterInvalid);

    [Fact]
    public async Task The_word_for_every_enterprise_project_names_none() =>
        (await Keys.CreateAsync(Call(), new NewKey { Alias = "a", EnterpriseProjectId = "all" })).FailsWith(Status.ParameterInvalid);

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData("0d0466b0e727ab6a1b7d5e0cbb4d5a1f")]
    public async Task A_key_store_other_than_the_default_one_is_refused(string keystoreId) =>
        (await Keys.CreateAsync(Call(), new NewKey { Alias = "a", KeystoreId = keystoreId })).FailsWith(Status.KeyStoreUnsupported);

    public static TheoryData<KeySpec, KeyUsage, Status> SpecsAndUsages()
    {
        var table = new TheoryData<KeySpec, KeyUsage, Status>();
        foreach (KeySpec spec in KeySpecs.All)
        {
            foreach (KeyUsage usage in Enum.GetValues<KeyUsage>().Where(static u => u != KeyUsage.Unset))
            {
                table.Add(spec, usage, (spec.Family(), usage) switch
                {
                    (KeyFamily.Symmetric, KeyUsage.EncryptDecrypt) => Status.Ok,
                    (KeyFamily.Symmetric, KeyUsage.SignVerify) => Status.SymmetricCannotSign,
                    (KeyFamily.Rsa, KeyUsage.EncryptDecrypt or KeyUsage.SignVerify) => Status.Ok,
                    (KeyFamily.EllipticCurve, KeyUsage.SignVerify) => Status.Ok,
                    (KeyFamily.EllipticCurve, KeyUsage.EncryptDecrypt) => Status.EllipticCurveCannotEncrypt,
                    (KeyFamily.Hmac, KeyUsage.GenerateVerifyMac) => Status.Ok,
                    _ => Status.ParameterInvalid,
                });
            }
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(SpecsAndUsages))]
    public async Task Each_specification_takes_the_usages_of_its_family_and_no_other(KeySpec spec, KeyUsage usage, Status expected)
    {
        Outcome<KeyRecord> creation = await Keys.CreateAsync(Call(), new NewKey { Alias = "a", Spec = spec, Usage = usage });

        Assert.Equal(expected, creation.Status);
        if (expected == Status.Ok)
        {
            Assert.Equal((spec, usage), (creation.Value.Spec, creation.Value.Usage));
        }
    }

    [Fact]
    public async Task The_refusal_of_a_usage_names_every_one_that_is_accepted()
    {
        Outcome<KeyRecord> creation = await Keys.CreateAsync(Call(), new NewKey { Alias = "a", Spec = KeySpec.Rsa2048, Usage = KeyUsage.GenerateVerifyMac });

        Assert.Contains("ENCRYPT_DECRYPT or SIGN_VERIFY", creation.FailsWith(Status.ParameterInvalid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeySpec.Aes256, KeyUsage.EncryptDecrypt)]
    [InlineData(KeySpec.Rsa2048, KeyUsage.SignVerify)]
    [InlineData(KeySpec.EcP256, KeyUsage.SignVerify)]
    [InlineData(KeySpec.Hmac384, KeyUsage.GenerateVerifyMac)]
    public async Task Without_a_usage_a_key_gets_that_of_its_family(KeySpec spec, KeyUsage usage) =>
        Assert.Equal(usage, (await CreateAsync(spec)).Usage);

    [Fact]
    public async Task A_refused_request_does_not_bother_the_provider()
    {
        await CreateAsync(alias: "taken");
        int generations = Provider.Generations;

        (await Keys.CreateAsync(Call(), new NewKey { Alias = "taken" })).FailsWith(Status.AliasTaken);
        (await Keys.CreateAsync(Call(), new NewKey { Alias = "" })).FailsWith(Status.AliasInvalid);

        Assert.Equal(generations, Provider.Generations);
    }

    [Theory]
    [InlineData(Status.HsmBusy)]
    [InlineData(Status.HsmTimeout)]
    [InlineData(Status.HsmFailed)]
    [InlineData(Status.KeySpecInvalid)]
    public async Task When_the_provider_cannot_make_the_key_nothing_is_stored(Status status)
    {
        Provider.GenerationFailure = new Failure(status, "No.");

        (await Keys.CreateAsync(Call(), new NewKey { Alias = "a" })).FailsWith(status);

        Assert.Equal(0, Store.KeyCount);
        Assert.Null(Store.FindAlias(ProjectId, "a"));
    }

    [Fact]
    public async Task When_the_store_cannot_be_written_the_trouble_is_thrown_and_the_alias_stays_free()
    {
        Store.BeforeCommit = static () => throw new StoreException(Status.StoreUnwritable, "The disk is full.");
        await Assert.ThrowsAsync<StoreException>(async () => await Keys.CreateAsync(Call(), new NewKey { Alias = "a" }));

        Store.BeforeCommit = null;
        await CreateAsync(alias: "a");
    }
}
