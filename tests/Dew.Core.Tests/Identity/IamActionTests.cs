using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

public sealed class IamActionTests
{
    /// <summary>The names in the reference and the user guide that stand for themselves.</summary>
    public static TheoryData<string> Plain() =>
    [
        "kms:cmk:create", "kms:cmk:enable", "kms:cmk:disable", "kms:cmk:update", "kms:cmk:list", "kms:cmk:get", "kms:cmk:getPublicKey",
        "kms:cmk:getInstance", "kms:cmk:getQuota", "kms:cmk:generate", "kms:cmk:encrypt", "kms:cmk:decrypt", "kms:cmk:sign", "kms:cmk:verify",
        "kms:cmk:getMaterial", "kms:cmk:importMaterial", "kms:cmk:deleteMaterial", "kms:cmk:enableRotation", "kms:cmk:disableRotation",
        "kms:cmk:updateRotation", "kms:cmk:getRotation", "kms:grant:create", "kms:grant:revoke", "kms:grant:retire", "kms:grant:list",
        "kms:cmkTag:create", "kms:cmkTag:delete", "kms:cmkTag:batch", "kms:cmkTag:list", "kms:cmkTag:listInstance", "kms:dek:encrypt",
        "kms:dek:decrypt", "csms:secret:create", "csms:secret:list", "csms:secret:get", "csms:secret:update", "csms:secret:delete",
        "csms:secret:scheduleDeletion", "csms:secret:restoreSecret", "csms:secret:rotate", "csms:secret:createVersion", "csms:secret:listVersion",
        "csms:secret:getVersion", "csms:secret:createStage", "csms:secret:updateStage", "kps:domainKeypairs:create", "kps:domainKeypairs:list",
        "kps:domainKeypairs:get", "kps:domainKeypairs:delete", "kps:domainKeypairs:bind", "cts:trace:list", "dew:agency:assume",
        "dew:certificate:issue", "dew:certificate:revoke", "dew:audit:verify", "dew:appliance:getState",
    ];

    [Fact]
    public void Every_action_stands_at_its_index_and_has_its_own_name()
    {
        Assert.All(IamActions.All, static (action, index) => Assert.Equal(index, action.Index));
        Assert.Equal(IamActions.All.Count, IamActions.All.Select(static action => action.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(IamActions.All, static action => Assert.Contains(action.ServiceName, ResourceTypes.Services));
        Assert.All(IamActions.All, static action => Assert.Same(action, IamActions.Get(action.Name)));
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_name_of_the_reference_is_an_action(string name)
    {
        Assert.Equal([name], IamActions.Find(name).Select(static action => action.Name));
        Assert.Equal(IamActions.Find(name), IamActions.Find(name.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("kms:dek:create", "kms:dek:create kms:dek:createWithoutPlaintext")]
    [InlineData("kms:dek:crypto", "kms:dek:encrypt kms:dek:decrypt")]
    [InlineData("kms:cmk:crypto", "kms:cmk:encrypt kms:cmk:decrypt kms:cmk:reEncrypt")]
    [InlineData("kms:cmk:createDataKey", "kms:dek:create")]
    [InlineData("kms:cmk:createDataKeyWithoutPlaintext", "kms:dek:createWithoutPlaintext")]
    [InlineData("kms:cmk:encryptDataKey", "kms:dek:encrypt")]
    [InlineData("kms:cmk:decryptDataKey", "kms:dek:decrypt")]
    [InlineData("kms:cmk:encryptData", "kms:cmk:encrypt")]
    [InlineData("kms:cmk:decryptData", "kms:cmk:decrypt")]
    [InlineData("kms:cmk:retireGrant", "kms:grant:retire")]
    [InlineData("kms:partition:create", "kms:keystore:create")]
    [InlineData("kms:partition:list", "kms:keystore:list")]
    [InlineData("kms:partition:get", "kms:keystore:get")]
    [InlineData("csms:secretVersion:create", "csms:secret:createVersion")]
    [InlineData("csms:secretVersion:list", "csms:secret:listVersion")]
    [InlineData("csms:secretVersion:get", "csms:secret:getVersion")]
    [InlineData("csms:secretStage:create", "csms:secret:createStage")]
    [InlineData("csms:secretStage:update", "csms:secret:updateStage")]
    [InlineData("kps:SSHKeyPair:create", "kps:domainKeypairs:create")]
    [InlineData("kps:SSHKeyPair:bind", "kps:domainKeypairs:bind")]
    public void Another_name_of_the_reference_stands_for_its_actions(string name, string actions) =>
        Assert.Equal(actions.Split(' '), IamActions.Find(name).Select(static action => action.Name));

    [Theory]
    [InlineData("")]
    [InlineData("kms:cmk")]
    [InlineData("kms:cmk:creat")]
    [InlineData("kms:cmk:nothing*")]
    [InlineData("rds:instance:list")]
    [InlineData("dhsm:*:*")]
    public void A_name_that_is_unknown_stands_for_nothing(string name) => Assert.Empty(IamActions.Find(name));

    [Fact]
    public void A_service_with_a_star_is_all_of_its_actions()
    {
        IamAction[] kms = [.. IamActions.All.Where(static action => action.ServiceName == "kms")];

        Assert.Equal(kms, IamActions.Find("kms:*"));
        Assert.Equal(kms, IamActions.Find("kms:*:*"));
        Assert.Equal(IamActions.All, IamActions.Find("*"));
        Assert.Equal(IamActions.All, IamActions.Find("*:*:*"));
    }

    [Fact]
    public void A_pattern_meets_the_names_of_version_1_1_and_not_those_of_identity_policies()
    {
        IReadOnlyList<IamAction> cmk = IamActions.Find("kms:cmk:*");

        Assert.Contains(IamActions.Kms.CmkSign, cmk);
        Assert.DoesNotContain(IamActions.Kms.DekCreate, cmk);
        Assert.DoesNotContain(IamActions.Kms.DekDecrypt, cmk);
        Assert.Equal([IamActions.Kms.CmkEncrypt], IamActions.Find("kms:cmk:encrypt*"));
        Assert.Contains(IamActions.Csms.VersionGet, IamActions.Find("csms:secret:*"));
    }

    [Fact]
    public void A_pattern_that_meets_no_other_name_meets_an_alias()
    {
        Assert.Equal(IamActions.Find("kps:domainKeypairs:*"), IamActions.Find("kps:SSHKeyPair:*"));
        Assert.Equal(
            [IamActions.Csms.VersionCreate, IamActions.Csms.VersionList, IamActions.Csms.VersionGet, IamActions.Csms.VersionUpdate],
            IamActions.Find("csms:secretVersion:*"));
    }

    [Fact]
    public void A_pattern_meets_names_that_cover_several_actions() =>
        Assert.Equal(
            [IamActions.Kms.DekEncrypt, IamActions.Kms.DekDecrypt, IamActions.Kms.CmkEncrypt, IamActions.Kms.CmkDecrypt, IamActions.Kms.CmkReEncrypt],
            IamActions.Find("kms:*:crypto"));

    [Fact]
    public void What_uses_a_key_or_hands_out_a_private_one_does_not_only_look()
    {
        Assert.DoesNotContain(IamActions.All, static action => action.IsReadOnly && action.Name.StartsWith("kms:dek:", StringComparison.Ordinal));
        Assert.False(IamActions.Kms.CmkVerify.IsReadOnly);
        Assert.False(IamActions.Kms.CmkGetMaterial.IsReadOnly);
        Assert.False(IamActions.Kps.PrivateKeyExport.IsReadOnly);
    }

    [Fact]
    public void A_name_that_is_no_single_action_cannot_be_declared() =>
        Assert.Throws<ArgumentException>(static () => IamActions.Get("kms:dek:crypto"));
}
