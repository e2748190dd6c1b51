using Xunit;

namespace Dew.Hsm.Tests;

// One suite over every module.

[Collection(ModuleCollections.SoftHsm)]
public sealed class SoftHsmGcmTests(SoftHsmFixture module) : GcmContract(module);

[Collection(ModuleCollections.SoftHsm)]
public sealed class SoftHsmSignatureTests(SoftHsmFixture module) : SignatureContract(module);

[Collection(ModuleCollections.SoftHsm)]
public sealed class SoftHsmVectorTests(SoftHsmFixture module) : VectorContract(module);

[Collection(ModuleCollections.SoftHsm)]
public sealed class SoftHsmKeyTests(SoftHsmFixture module) : KeyContract(module);

[Collection(ModuleCollections.SoftHsm)]
public sealed class SoftHsmProviderTests(SoftHsmFixture module) : ProviderContract(module);

[Collection(ModuleCollections.Nss)]
public sealed class NssGcmTests(NssFixture module) : GcmContract(module);

[Collection(ModuleCollections.Nss)]
public sealed class NssSignatureTests(NssFixture module) : SignatureContract(module);

[Collection(ModuleCollections.Nss)]
public sealed class NssVectorTests(NssFixture module) : VectorContract(module);

[Collection(ModuleCollections.Nss)]
public sealed class NssKeyTests(NssFixture module) : KeyContract(module);

[Collection(ModuleCollections.Nss)]
public sealed class NssProviderTests(NssFixture module) : ProviderContract(module);

[Collection(ModuleCollections.SoftHsm)]
public sealed class SoftHsmTokenKeyTests(SoftHsmFixture module) : TokenKeyContract(module);

[Collection(ModuleCollections.Nss)]
public sealed class NssTokenKeyTests(NssFixture module) : TokenKeyContract(module);
