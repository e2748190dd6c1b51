using Dew.Testing;

namespace Dew.Hsm.Tests;

/// <summary>SoftHSM2 behind the shim that fails on command. One control file a process, because the shim reads its environment once.</summary>
public sealed class FaultyFixture : ModuleFixture
{
    private static readonly Lazy<Pkcs11ShimControl> s_control = new(MakeControl);

    /// <summary>Short enough for a test, long enough for a machine that builds something else at the same time.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(600);

    private HsmProfile? _profile;

    public override string ModulePath => RepositoryPaths.Pkcs11Shim;

    public Pkcs11ShimControl Control
    {
        get
        {
            SkipIfMissing();
            return s_control.Value;
        }
    }

    /// <summary>A provider for one test, on a module without faults.</summary>
    public HsmProvider ConnectShort(Func<HsmOptions, HsmOptions>? change = null)
    {
        Control.Reset();
        HsmOptions options = Options with { Deadline = Deadline, GenerateDeadline = TimeSpan.FromSeconds(10), Lanes = 2, KnownProfile = _profile };
        HsmProvider provider = Connect(change is null ? options : change(options));
        _profile ??= provider.Profile;
        return provider;
    }

    public override void SkipIfMissing() => SoftHsmFixture.SkipIfSoftHsmIsMissing();

    protected override HsmOptions Prepare(string directory)
    {
        _ = Control;
        SoftHsmFixture.UseConfiguration();
        return new HsmOptions { ModulePath = ModulePath, TokenLabel = SoftHsmFixture.NewLabel() };
    }

    private static Pkcs11ShimControl MakeControl()
    {
        string file = Path.Combine(Path.GetTempPath(), $"dew-shim-{Environment.ProcessId}.control");
        var control = new Pkcs11ShimControl(file);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        foreach ((string name, string? value) in control.Environment(Pkcs11Modules.SoftHsm!))
        {
            NativeEnvironment.Set(name, value!);
        }

        return control;
    }
}
