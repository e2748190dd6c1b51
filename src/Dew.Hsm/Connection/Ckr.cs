using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>What to do about a return value of the module.</summary>
internal static class Ckr
{
    /// <summary>Sessions, login or handles are gone: connect again, then try again.</summary>
    internal static bool IsConnectionLoss(nuint rv) => rv is
        CKR_DEVICE_ERROR or CKR_DEVICE_MEMORY or CKR_DEVICE_REMOVED or CKR_TOKEN_NOT_PRESENT or CKR_TOKEN_NOT_RECOGNIZED or
        CKR_SESSION_CLOSED or CKR_SESSION_HANDLE_INVALID or CKR_USER_NOT_LOGGED_IN or
        CKR_OBJECT_HANDLE_INVALID or CKR_KEY_HANDLE_INVALID or CKR_UNWRAPPING_KEY_HANDLE_INVALID or CKR_WRAPPING_KEY_HANDLE_INVALID or
        CKR_CRYPTOKI_NOT_INITIALIZED;

    /// <summary>The module says in its own words that the ciphertext is at fault.</summary>
    internal static bool BlamesCiphertext(nuint rv) => rv is
        CKR_ENCRYPTED_DATA_INVALID or CKR_ENCRYPTED_DATA_LEN_RANGE or CKR_SIGNATURE_INVALID or CKR_DATA_INVALID or CKR_DATA_LEN_RANGE;

    /// <summary>The module says in its own words that the wrapped key is at fault.</summary>
    internal static bool BlamesWrappedKey(nuint rv) => rv is
        CKR_WRAPPED_KEY_INVALID or CKR_WRAPPED_KEY_LEN_RANGE || BlamesCiphertext(rv);
}
