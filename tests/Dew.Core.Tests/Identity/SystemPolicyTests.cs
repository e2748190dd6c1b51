using Dew.Core.Identity;
using Xunit;
using static Dew.Core.Tests.Identity.Policies;

namespace Dew.Core.Tests.Identity;

public sealed class SystemPolicyTests
{
    /// <summary>The columns of table 6-2, in their order.</summary>
    private static readonly NamedPolicy[] s_columns =
        [SystemPolicies.KmsAdministrator, SystemPolicies.KmsCmkFullAccess, SystemPolicies.DewKeypairFullAccess, SystemPolicies.DewKeypairReadOnlyAccess];

    /// <summary>Table 6-2 of the user guide, row for row: operation, its action, and x for a permission in each of the four columns.</summary>
    private static readonly (string Operation, string Action, string Columns)[] s_table =
    [
        ("Creating a key", "kms:cmk:create", "xx--"),
        ("Enable a key", "kms:cmk:enable", "xx--"),
        ("Disable a key", "kms:cmk:disable", "xx--"),
        ("Schedule key deletion", "kms:cmk:update", "xx--"),
        ("Cancel scheduled key deletion", "kms:cmk:update", "xx--"),
        ("Modify a key alias", "kms:cmk:update", "xx--"),
        ("Modify key description", "kms:cmk:update", "xx--"),
        ("Generate a random number", "kms:cmk:generate", "xx--"),
        ("Create a DEK", "kms:dek:create", "xx--"),
        ("Create a plaintext-free DEK", "kms:dek:createWithoutPlaintext", "xx--"),
        ("Encrypt a DEK", "kms:dek:encrypt", "xx--"),
        ("Decrypt a DEK", "kms:dek:decrypt", "xx--"),
        ("Obtain parameters for importing a key", "kms:cmk:getMaterial", "xx--"),
        ("Import key materials", "kms:cmk:importMaterial", "xx--"),
        ("Delete key materials", "kms:cmk:deleteMaterial", "xx--"),
        ("Create a grant", "kms:grant:create", "xx--"),
        ("Revoke a grant", "kms:grant:revoke", "xx--"),
        ("Retire a grant", "kms:grant:retire", "xx--"),
        ("Query the grant list", "kms:grant:list", "xx--"),
        ("Query retirable grants", "kms:grant:list", "xx--"),
        ("Encrypt data", "kms:cmk:encrypt", "xx--"),
        ("Decrypt data", "kms:cmk:decrypt", "xx--"),
        ("Send signature messages", "kms:cmk:sign", "xx--"),
        ("Authenticate signature", "kms:cmk:verify", "xx--"),
        ("Enabling key rotation", "kms:cmk:enableRotation", "xx--"),
        ("Modify key rotation interval", "kms:cmk:updateRotation", "xx--"),
        ("Disabling key rotation", "kms:cmk:disableRotation", "xx--"),
        ("Query key rotation status", "kms:cmk:getRotation", "xx--"),
        ("Query CMK instances", "kms:cmkTag:listInstance", "xx--"),
        ("Query key tags", "kms:cmkTag:list", "xx--"),
        ("Query project tags", "kms:cmkTag:list", "xx--"),
        ("Batch add or delete key tags", "kms:cmkTag:batch", "xx--"),
        ("Add tags to a key", "kms:cmkTag:create", "xx--"),
        ("Delete key tags", "kms:cmkTag:delete", "xx--"),
        ("Query the key list", "kms:cmk:list", "xx--"),
        ("Query key details", "kms:cmk:get", "xx--"),
        ("Query public key", "kms:cmk:getPublicKey", "xx--"),
        ("Query instance quantity", "kms:cmk:getInstance", "xx--"),
        ("Query quotas", "kms:cmk:getQuota", "xx--"),
        ("Query the key pair list", "kps:domainKeypairs:list", "--xx"),
        ("Create or import a key pair", "kps:domainKeypairs:create", "--x-"),
        ("Query key pairs", "kps:domainKeypairs:get", "--xx"),
        ("Delete a key pair", "kps:domainKeypairs:delete", "--x-"),
        ("Update key pair description", "kps:domainKeypairs:update", "--x-"),
        ("Bind a key pair", "kps:domainKeypairs:bind", "--x-"),
        ("Unbind a key pair", "kps:domainKeypairs:unbind", "--x-"),
        ("Query a binding task", "kps:domainKeypairs:getTask", "--xx"),
        ("Query failed tasks", "kps:domainKeypairs:listFailedTask", "--xx"),
        ("Delete all failed tasks", "kps:domainKeypairs:deleteAllFailedTask", "--x-"),
        ("Delete a failed task", "kps:domainKeypairs:deleteFailedTask", "--x-"),
        ("Query running tasks", "kps:domainKeypairs:listRunningTask", "--xx"),
    ];

    public static TheoryData<string, string, string> Table()
    {
        var data = new TheoryData<string, string, string>();
        foreach ((string operation, string action, string columns) in s_table)
        {
            data.Add(operation, action, columns);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_row_of_the_guides_table_is_kept(string operation, string action, string columns)
    {
        Assert.NotEmpty(operation);
        AccessRequest request = Request(IamActions.Get(action), Guid.NewGuid(), "name");

        string decided = string.Concat(
            s_columns.Select(policy => AccessRules.Compile([policy]).Decide(request) == AccessDecision.Allowed ? 'x' : '-'));

        Assert.Equal(columns, decided);
    }

    [Theory]
    [InlineData("KMS Administrator")]
    [InlineData("KMS CMKFullAccess")]
    [InlineData("KMS CMKReadOnlyAccess")]
    [InlineData("DEW KeypairFullAccess")]
    [InlineData("DEW KeypairReadOnlyAccess")]
    [InlineData("CSMS FullAccess")]
    [InlineData("CSMS ReadOnlyAccess")]
    [InlineData("Appliance Administrator")]
    [InlineData("Appliance Auditor")]
    [InlineData("Appliance Operator")]
    public void A_policy_is_found_by_its_name(string name)
    {
        NamedPolicy policy = Assert.Single(SystemPolicies.All, policy => policy.Name == name);

        Assert.Same(policy, SystemPolicies.Find(name));
        Assert.Same(policy, SystemPolicies.Find(name.ToUpperInvariant()));
        Assert.StartsWith("{\n  \"Version\": \"1.1\",", policy.Document.Text, StringComparison.Ordinal);
        Assert.Null(SystemPolicies.Find(name + " "));
    }

    [Fact]
    public void Read_only_policies_allow_what_only_looks_and_nothing_else()
    {
        Assert.Equal(Actions("kms", onlyLooking: true), Allowed(SystemPolicies.KmsCmkReadOnlyAccess));
        Assert.Equal(Actions("kps", onlyLooking: true), Allowed(SystemPolicies.DewKeypairReadOnlyAccess));
        Assert.Equal(Actions("csms", onlyLooking: true), Allowed(SystemPolicies.CsmsReadOnlyAccess));
    }

    [Fact]
    public void Full_policies_allow_their_service_and_nothing_else()
    {
        Assert.Equal(Actions("kms"), Allowed(SystemPolicies.KmsAdministrator));
        Assert.Equal(Actions("kms"), Allowed(SystemPolicies.KmsCmkFullAccess));
        Assert.Equal(Actions("kps"), Allowed(SystemPolicies.DewKeypairFullAccess));
        Assert.Equal(Actions("csms"), Allowed(SystemPolicies.CsmsFullAccess));
        Assert.Equal([.. Actions("cts"), .. Actions("dew")], Allowed(SystemPolicies.ApplianceAdministrator));
    }

    [Fact]
    public void An_auditor_sees_the_appliance_and_changes_nothing()
    {
        IamAction[] allowed = [.. Allowed(SystemPolicies.ApplianceAuditor)];

        Assert.Contains(IamActions.Dew.AuditVerify, allowed);
        Assert.Contains(IamActions.Dew.UserList, allowed);
        Assert.Contains(IamActions.Dew.ApplianceExplain, allowed);
        Assert.Contains(IamActions.Cts.TraceList, allowed);
        Assert.All(allowed, static action => Assert.True(action.IsReadOnly || action == IamActions.Dew.AuditExport, action.Name));
        Assert.DoesNotContain(allowed, static action => action.ServiceName is not ("dew" or "cts"));
    }

    [Fact]
    public void An_operator_sees_that_the_box_runs() =>
        Assert.Equal(
            [
                IamActions.Dew.CertificateGet, IamActions.Dew.CertificateList, IamActions.Dew.ApplianceGetState, IamActions.Dew.ApplianceDoctor,
                IamActions.Dew.ApplianceMetrics,
            ],
            Allowed(SystemPolicies.ApplianceOperator));

    private static IEnumerable<IamAction> Actions(string service, bool onlyLooking = false) =>
        IamActions.All.Where(action => action.ServiceName == service && (action.IsReadOnly || !onlyLooking));

    private static IEnumerable<IamAction> Allowed(NamedPolicy policy)
    {
        AccessRules rules = AccessRules.Compile([policy]);
        return IamActions.All.Where(action => rules.Decide(Request(action, Guid.NewGuid(), "name")) == AccessDecision.Allowed);
    }
}
