using Xunit;

namespace Dew.Hsm.Tests;

/// <summary>Names of the collections: tests of one module share its token and provider.</summary>
public static class ModuleCollections
{
    public const string SoftHsm = "SoftHSM2";
    public const string Faulty = "SoftHSM2 behind the faulty shim";
    public const string Nss = "NSS softokn";

    [CollectionDefinition(SoftHsm)]
    public sealed class SoftHsmCollection : ICollectionFixture<SoftHsmFixture>;

    [CollectionDefinition(Faulty)]
    public sealed class FaultyCollection : ICollectionFixture<FaultyFixture>;

    [CollectionDefinition(Nss)]
    public sealed class NssCollection : ICollectionFixture<NssFixture>;
}
