using System.Text;
using Dew.Core.Appliance;
using Dew.Core.Audit;
using Dew.Core.Identity;
using Dew.Core.Tests.Fakes;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>A directory over the fake store, with its built-in entries.</summary>
public abstract class DirectoryTest : IDisposable
{
    private protected const string AllowKeys =
        """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["kms:cmk:list","kms:cmk:get"]}]}""";

    private protected static readonly ApplianceIdentity Box = new(
        "0123456789abcdef0123456789abcdef", "00112233445566778899aabbccddeeff", "local-1");

    protected DirectoryTest()
    {
        Audit = new AuditTrail(Store.Audit, Time);
        Changes = new Changes(Store, Audit);
        Directory = Open();
        ValueTask built = Directory.EnsureBuiltInAsync();
        Assert.True(built.IsCompletedSuccessfully);
    }

    private protected ManualTime Time { get; } = new();

    private protected InMemoryKeyStore Store { get; } = new();

    private protected AuditTrail Audit { get; }

    private protected Changes Changes { get; }

    private protected DirectoryService Directory { get; private set; }

    private protected User Admin => Directory.FindUserByName("admin")!;

    public void Dispose()
    {
        Changes.Dispose();
        GC.SuppressFinalize(this);
        Assert.False(Store.IsBatchOpen);
    }

    private protected DirectoryService Open() => new(Store, Store, Changes, Box, Time);

    /// <summary>What another start of the daemon sees.</summary>
    private protected void Restart() => Directory = Open();

    private protected CallContext Call(Principal? principal = null, string source = "") => new()
    {
        Principal = principal ?? Directory.PrincipalOfUser(Admin.Id)!,
        Trace = Traces.Iam("test", "entry"),
        ProjectId = "",
        Channel = AuditChannel.Unix,
        RequestId = "r-1",
        Source = source,
    };

    private protected async Task<User> UserAsync(string name = "alice", params string[] groups) =>
        (await Directory.CreateUserAsync(Call(), name, groups: groups)).Ok();

    private protected async Task<Group> GroupAsync(string name = "readers") => (await Directory.CreateGroupAsync(Call(), name)).Ok();

    private protected async Task<Agency> AgencyAsync(AgencyTrust trust, string name = "keeper", int? maxSeconds = null) =>
        (await Directory.CreateAgencyAsync(Call(), new AgencyUpdate { Name = name, Trust = trust, MaxDurationSeconds = maxSeconds })).Ok();

    private protected Task AttachAsync(string group, string policy, string? project = null) =>
        Directory.AttachPolicyAsync(Call(), PolicyHolder.Group, group, policy, project).AsTask();

    private protected Principal PrincipalOf(User user) => Directory.PrincipalOfUser(user.Id)!;

    private protected bool MayListKeys(Principal principal, string? project = null) =>
        Directory.RulesOf(principal, project ?? Box.ProjectId).Decide(new AccessRequest
        {
            Action = IamActions.Kms.CmkList,
            PrincipalId = principal.Id,
            PrincipalName = principal.Name,
            Time = Time.Now,
        }) == AccessDecision.Allowed;

    private protected AuditRecord LastRecord() =>
        System.Text.Json.JsonSerializer.Deserialize<AuditRecord>(Store.Audit.Records.Values.Last().Json.Span)!;

    private protected static string Text(ReadOnlySpan<byte> secret) => Encoding.ASCII.GetString(secret);

    /// <summary>The secret as signatures would be checked with; null if there is none to be had.</summary>
    private protected string? SecretOf(string accessKeyId)
    {
        if (Directory.FindAccessKey(accessKeyId) is not { } key || !key.TryOpenSecret(out SecretLease lease))
        {
            return null;
        }

        using (lease)
        {
            return Text(lease.DangerousGetSpan());
        }
    }

    private protected Guid PutKey(string projectId, string enterpriseProjectId = "0")
    {
        var key = new Core.Kms.KeyRecord
        {
            Id = Guid.NewGuid(),
            Sequence = 1,
            ProjectId = projectId,
            Alias = "a-key",
            Description = "",
            Spec = Core.Kms.KeySpec.Aes256,
            Usage = Core.Kms.KeyUsage.EncryptDecrypt,
            State = Core.Kms.KeyState.Enabled,
            Created = Time.Now,
            EnterpriseProjectId = enterpriseProjectId,
            KeystoreId = "0",
            CurrentVersion = 1,
        };
        Store.PutKey(key);
        return key.Id;
    }
}
