using Dew.Testing;
using Xunit;

namespace Dew.Hsm.Tests;

/// <summary>NSS softokn.</summary>
public sealed class NssFixture : ModuleFixture
{
    public override string ModulePath => Pkcs11Modules.NssSoftokn!;

    public override void SkipIfMissing() => Assert.SkipWhen(Pkcs11Modules.NssSoftokn is null, "NSS softokn is not installed.");

    protected override HsmOptions Prepare(string directory) => new()
    {
        ModulePath = ModulePath,
        InitArguments = $"configdir='sql:{directory}' certPrefix='' keyPrefix='' secmod='' flags=",
        TokenLabel = "dew-nss",
    };
}
