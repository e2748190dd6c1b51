using System.Globalization;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;

namespace Dew.Hsm;

/// <summary>Generates the appliance's own AES keys as token objects: sensitive, not extractable, each for one purpose.</summary>
internal static class ApplianceKeys
{
    private const ulong Aes256Length = 32;

    private static IObjectAttributeFactory Attributes => Pkcs11Library.Factories.ObjectAttributeFactory;

    /// <summary>dew-root-N wraps and unwraps, nothing else.</summary>
    internal static void GenerateRoot(ISession session, uint generation) =>
        GenerateAes(session, Label(TokenKeys.RootPrefix, generation), [CKA.CKA_WRAP, CKA.CKA_UNWRAP], [CKA.CKA_ENCRYPT, CKA.CKA_DECRYPT]);

    /// <summary>dew-store-N seals the store key.</summary>
    internal static void GenerateStore(ISession session, uint generation) =>
        GenerateAes(session, Label(TokenKeys.StorePrefix, generation), [CKA.CKA_ENCRYPT, CKA.CKA_DECRYPT], [CKA.CKA_WRAP, CKA.CKA_UNWRAP]);

    private static void GenerateAes(ISession session, string label, CKA[] allowed, CKA[] forbidden)
    {
        List<IObjectAttribute> template =
        [
            Attributes.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
            Attributes.Create(CKA.CKA_KEY_TYPE, CKK.CKK_AES),
            Attributes.Create(CKA.CKA_TOKEN, true),
            Attributes.Create(CKA.CKA_PRIVATE, true),
            Attributes.Create(CKA.CKA_SENSITIVE, true),
            Attributes.Create(CKA.CKA_EXTRACTABLE, false),
            Attributes.Create(CKA.CKA_VALUE_LEN, Aes256Length),
            Attributes.Create(CKA.CKA_LABEL, label),
            Attributes.Create(CKA.CKA_ID, System.Text.Encoding.UTF8.GetBytes(label)),
            .. allowed.Select(static usage => Attributes.Create(usage, true)),
            .. forbidden.Select(static usage => Attributes.Create(usage, false)),
            Attributes.Create(CKA.CKA_SIGN, false),
            Attributes.Create(CKA.CKA_VERIFY, false),
            Attributes.Create(CKA.CKA_DERIVE, false),
        ];
        session.GenerateKey(session.Factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN), template);
    }

    private static string Label(string prefix, uint generation) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{generation}");
}
