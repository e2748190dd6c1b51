using Dew.Testing;
using Xunit;

namespace Dew.Integration.Tests.Crash;

/// <summary>SIGKILL while token, keys and store are made for the first time: the next start does it again or goes on, and serves.</summary>
public sealed class FirstStartTests
{
    private const int KillsOfOneAppliance = 3;

    public static TheoryData<string?> Modules => [Pkcs11Modules.SoftHsm, Pkcs11Modules.NssSoftokn];

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_first_start_that_was_killed_anywhere_is_made_good(string? module)
    {
        Assert.SkipWhen(module is null, "The PKCS#11 module is not installed.");
        DewdOptions options = new() { HsmModule = module };
        Random random = new(Limits.Seed);
        for (int appliance = 0; appliance < Limits.CrashKills / KillsOfOneAppliance; appliance++)
        {
            using ScratchDirectory directory = new("dew-f-");
            for (int kill = 0; kill < KillsOfOneAppliance; kill++)
            {
                DewdProcess.StartAndKill(directory.Path, TimeSpan.FromMilliseconds(random.Next(5, 120)), options);
            }

            using DewdProcess daemon = DewdProcess.Start(directory.Path, options);
            using DewApi api = new(daemon);
            string keyId = api.CreateKey("after-all");
            Assert.NotNull(api.Call("create-datakey", ("key_id", keyId))["cipher_text"]);
            Assert.Empty(api.DoctorComplaints(deep: true));
        }
    }
}
