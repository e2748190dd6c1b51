using System.Diagnostics;
using System.Net;
using System.Reflection;
using Dew.Core.Identity;
using Xunit;

namespace Dew.Core.Tests.Identity;

/// <summary>Warm look-ups allocate nothing, because every request makes some.</summary>
public sealed class DirectoryAllocationTests : DirectoryTest
{
    private const int Rounds = 10_000;

    private static readonly IPAddress s_address = IPAddress.Parse("10.1.2.3");

    public static TheoryData<string> LookUps() =>
        ["user", "user by name", "project", "access key", "principal", "peer", "rules", "rules of an agency", "decision", "address", "epoch", "active"];

    [Theory]
    [MemberData(nameof(LookUps))]
    public async Task A_warm_look_up_allocates_nothing(string lookUp)
    {
        Assert.SkipWhen(
            typeof(DirectoryService).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false,
            "allocations are counted in optimised code only; build with -c Release");
        Func<bool> run = await PrepareAsync(lookUp);
        _ = Repeat(run);

        Assert.InRange(Repeat(run), 0, Rounds - 1);
    }

    private static long Repeat(Func<bool> run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            Assert.True(run());
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private async Task<Func<bool>> PrepareAsync(string lookUp)
    {
        await GroupAsync();
        User alice = await UserAsync("alice", "readers");
        await AttachAsync("readers", "KMS CMKReadOnlyAccess");
        await AgencyAsync(new AgencyTrust { GroupIds = ["readers"] });
        using IssuedAccessKey issued = (await Directory.CreateAccessKeyAsync(Call(), "alice", null)).Ok();
        (await Directory.PutPeerAsync(Call(), "group:27", "alice")).Ok();
        (await Directory.PutAccessListAsync(Call(), "domain", ["10.0.0.0/8"])).Ok();
        (await Directory.PutAccessListAsync(Call(), "alice", ["10.0.0.0/8"])).Ok();
        using TemporaryCredential credential = Directory.AssumeAgency(Call(PrincipalOf(alice)), "keeper").Ok();
        using TemporaryKey temporary = Directory.OpenSecurityToken(credential.SecurityToken, credential.AccessKeyId).Ok();
        Principal principal = PrincipalOf(alice);
        Principal agency = temporary.Principal;
        char[] header = ("Access=" + issued.Key.Id).ToCharArray();
        uint[] groups = [5, 27, 50];
        return lookUp switch
        {
            "user" => () => Directory.FindUser(alice.Id) is not null,
            "user by name" => () => Directory.FindUserByName("Alice") is not null,
            "project" => () => Directory.FindProject(Box.ProjectId) is not null,
            "access key" => () => UseSecret(header.AsSpan("Access=".Length)),
            "principal" => () => Directory.PrincipalOfUser(alice.Id) is not null,
            "peer" => () => Directory.PrincipalOfPeer(1000, groups) is not null,
            "rules" => () => Directory.RulesOf(principal, Box.ProjectId) is not null,
            "rules of an agency" => () => Directory.RulesOf(agency, Box.ProjectId) is not null,
            "decision" => () => MayListKeys(principal),
            "address" => () => Directory.IsAddressAllowed(principal, s_address),
            "epoch" => () => Directory.Epoch > 0,
            "active" => () => Directory.IsActive(agency),
            _ => throw new ArgumentOutOfRangeException(nameof(lookUp), lookUp, null),
        };
    }

    private bool UseSecret(ReadOnlySpan<char> id)
    {
        KnownAccessKey? key = Directory.FindAccessKey(id);
        if (key?.StateAt(Time.Now) != AccessKeyState.Usable || !key.TryOpenSecret(out SecretLease lease))
        {
            return false;
        }

        using (lease)
        {
            key.MarkUsed(Time.Now);
            return lease.DangerousGetSpan().Length == AccessKeyText.SecretLength;
        }
    }
}
