using Dew.Testing;
using Xunit;

namespace Dew.Hsm.Tests;

/// <summary>SoftHSM2. It reads its configuration once a process, so all of its fixtures share one directory of tokens and differ by label.</summary>
public sealed class SoftHsmFixture : ModuleFixture
{
    private static readonly Lazy<string> s_configuration = new(Configure);

    public override string ModulePath => Pkcs11Modules.SoftHsm!;

    public override void SkipIfMissing() => SkipIfSoftHsmIsMissing();

    public static void UseConfiguration() => _ = s_configuration.Value;

    public static void SkipIfSoftHsmIsMissing() => Assert.SkipWhen(Pkcs11Modules.SoftHsm is null, "SoftHSM2 is not installed.");

    public static string NewLabel() => $"dew-{Guid.NewGuid():N}"[..20];

    protected override HsmOptions Prepare(string directory)
    {
        UseConfiguration();
        return new HsmOptions { ModulePath = ModulePath, TokenLabel = NewLabel() };
    }

    private static string Configure()
    {
        string directory = Directory.CreateTempSubdirectory("dew-softhsm-").FullName;
        string tokens = Directory.CreateDirectory(Path.Combine(directory, "tokens")).FullName;
        string file = Path.Combine(directory, "softhsm2.conf");
        File.WriteAllText(file, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        NativeEnvironment.Set("SOFTHSM2_CONF", file);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        return file;
    }
}
