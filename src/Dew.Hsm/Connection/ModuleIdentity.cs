using System.Globalization;
using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>What tells one module and token model from another. When it changes, what was found out by trial is void.</summary>
internal static unsafe class ModuleIdentity
{
    internal static string Read(CK_FUNCTION_LIST* functions, nuint slot)
    {
        CK_INFO module;
        nuint rv = functions->C_GetInfo(&module);
        CK_TOKEN_INFO token = default;
        rv = rv == CKR_OK ? functions->C_GetTokenInfo(slot, &token) : rv;
        if (rv != CKR_OK)
        {
            throw new HsmException("Asking the module for its identity", rv);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PaddedText.Read(module.manufacturerID, 32)}; {PaddedText.Read(module.libraryDescription, 32)} {module.libraryVersion.major}.{module.libraryVersion.minor}; {PaddedText.Read(token.model, 16)} {token.firmwareVersion.major}.{token.firmwareVersion.minor}");
    }

    /// <summary>Sessions the token allows; 0 for no limit or none named.</summary>
    internal static int ReadSessionCeiling(CK_FUNCTION_LIST* functions, nuint slot)
    {
        CK_TOKEN_INFO token;
        if (functions->C_GetTokenInfo(slot, &token) != CKR_OK)
        {
            return 0;
        }

        nuint ceiling = Smaller(token.ulMaxSessionCount, token.ulMaxRwSessionCount);
        return ceiling > int.MaxValue ? 0 : (int)ceiling;
    }

    /// <summary>0 is CK_EFFECTIVELY_INFINITE.</summary>
    private static nuint Smaller(nuint a, nuint b) => a == 0 ? b : b == 0 ? a : Math.Min(a, b);
}
