namespace Dew.Hsm;

internal static partial class Interop
{
    /// <summary>PKCS#11 v2.40, names and values as in its header.</summary>
    internal static partial class Pkcs11
    {
        internal const nuint CKR_OK = 0x00;
        internal const nuint CKR_HOST_MEMORY = 0x02;
        internal const nuint CKR_GENERAL_ERROR = 0x05;
        internal const nuint CKR_FUNCTION_FAILED = 0x06;
        internal const nuint CKR_ATTRIBUTE_TYPE_INVALID = 0x12;
        internal const nuint CKR_DATA_INVALID = 0x20;
        internal const nuint CKR_DATA_LEN_RANGE = 0x21;
        internal const nuint CKR_DEVICE_ERROR = 0x30;
        internal const nuint CKR_DEVICE_MEMORY = 0x31;
        internal const nuint CKR_DEVICE_REMOVED = 0x32;
        internal const nuint CKR_ENCRYPTED_DATA_INVALID = 0x40;
        internal const nuint CKR_ENCRYPTED_DATA_LEN_RANGE = 0x41;
        internal const nuint CKR_KEY_HANDLE_INVALID = 0x60;
        internal const nuint CKR_MECHANISM_INVALID = 0x70;
        internal const nuint CKR_OBJECT_HANDLE_INVALID = 0x82;
        internal const nuint CKR_PIN_INCORRECT = 0xA0;
        internal const nuint CKR_PIN_LOCKED = 0xA4;
        internal const nuint CKR_OPERATION_ACTIVE = 0x90;
        internal const nuint CKR_SESSION_CLOSED = 0xB0;
        internal const nuint CKR_SESSION_COUNT = 0xB1;
        internal const nuint CKR_SESSION_HANDLE_INVALID = 0xB3;
        internal const nuint CKR_SIGNATURE_INVALID = 0xC0;
        internal const nuint CKR_TOKEN_NOT_PRESENT = 0xE0;
        internal const nuint CKR_TOKEN_NOT_RECOGNIZED = 0xE1;
        internal const nuint CKR_UNWRAPPING_KEY_HANDLE_INVALID = 0xF0;
        internal const nuint CKR_USER_ALREADY_LOGGED_IN = 0x100;
        internal const nuint CKR_USER_NOT_LOGGED_IN = 0x101;
        internal const nuint CKR_USER_PIN_NOT_INITIALIZED = 0x102;
        internal const nuint CKR_USER_TYPE_INVALID = 0x103;
        internal const nuint CKR_WRAPPED_KEY_INVALID = 0x110;
        internal const nuint CKR_WRAPPED_KEY_LEN_RANGE = 0x112;
        internal const nuint CKR_WRAPPING_KEY_HANDLE_INVALID = 0x113;
        internal const nuint CKR_BUFFER_TOO_SMALL = 0x150;
        internal const nuint CKR_CRYPTOKI_NOT_INITIALIZED = 0x190;
        internal const nuint CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;

        internal const nuint CKF_OS_LOCKING_OK = 0x02;
        internal const nuint CKF_RW_SESSION = 0x02;
        internal const nuint CKF_SERIAL_SESSION = 0x04;
        internal const nuint CKU_USER = 1;
        internal const byte CK_TRUE = 1;
        internal const byte CK_FALSE = 0;

        internal const nuint CKO_PUBLIC_KEY = 2;
        internal const nuint CKO_PRIVATE_KEY = 3;
        internal const nuint CKO_SECRET_KEY = 4;

        internal const nuint CKK_RSA = 0x00;
        internal const nuint CKK_EC = 0x03;
        internal const nuint CKK_GENERIC_SECRET = 0x10;
        internal const nuint CKK_AES = 0x1F;

        internal const nuint CKA_CLASS = 0x00;
        internal const nuint CKA_TOKEN = 0x01;
        internal const nuint CKA_PRIVATE = 0x02;
        internal const nuint CKA_LABEL = 0x03;
        internal const nuint CKA_VALUE = 0x11;
        internal const nuint CKA_KEY_TYPE = 0x100;
        internal const nuint CKA_ID = 0x102;
        internal const nuint CKA_SENSITIVE = 0x103;
        internal const nuint CKA_ENCRYPT = 0x104;
        internal const nuint CKA_DECRYPT = 0x105;
        internal const nuint CKA_WRAP = 0x106;
        internal const nuint CKA_UNWRAP = 0x107;
        internal const nuint CKA_SIGN = 0x108;
        internal const nuint CKA_VERIFY = 0x10A;
        internal const nuint CKA_DERIVE = 0x10C;
        internal const nuint CKA_MODULUS = 0x120;
        internal const nuint CKA_MODULUS_BITS = 0x121;
        internal const nuint CKA_PUBLIC_EXPONENT = 0x122;
        internal const nuint CKA_PRIVATE_EXPONENT = 0x123;
        internal const nuint CKA_PRIME_1 = 0x124;
        internal const nuint CKA_PRIME_2 = 0x125;
        internal const nuint CKA_EXPONENT_1 = 0x126;
        internal const nuint CKA_EXPONENT_2 = 0x127;
        internal const nuint CKA_COEFFICIENT = 0x128;
        internal const nuint CKA_VALUE_LEN = 0x161;
        internal const nuint CKA_EXTRACTABLE = 0x162;
        internal const nuint CKA_EC_PARAMS = 0x180;
        internal const nuint CKA_EC_POINT = 0x181;

        /// <summary>NSS's own: the public value that it wants beside a private key it unwraps.</summary>
        internal const nuint CKA_NSS_DB = 0xD5A0DB00;

        internal const nuint CKM_RSA_PKCS_KEY_PAIR_GEN = 0x00;
        internal const nuint CKM_RSA_PKCS = 0x01;
        internal const nuint CKM_RSA_X_509 = 0x03;
        internal const nuint CKM_RSA_PKCS_OAEP = 0x09;
        internal const nuint CKM_RSA_PKCS_PSS = 0x0D;
        internal const nuint CKM_SHA256 = 0x250;
        internal const nuint CKM_SHA256_HMAC = 0x251;
        internal const nuint CKM_SHA384 = 0x260;
        internal const nuint CKM_SHA384_HMAC = 0x261;
        internal const nuint CKM_SHA512 = 0x270;
        internal const nuint CKM_SHA512_HMAC = 0x271;
        internal const nuint CKM_GENERIC_SECRET_KEY_GEN = 0x350;
        internal const nuint CKM_EC_KEY_PAIR_GEN = 0x1040;
        internal const nuint CKM_ECDSA = 0x1041;
        internal const nuint CKM_AES_KEY_GEN = 0x1080;
        internal const nuint CKM_AES_GCM = 0x1087;
        internal const nuint CKM_AES_KEY_WRAP_PAD = 0x210A;
        internal const nuint CKM_AES_KEY_WRAP_KWP = 0x210B;

        internal const nuint CKG_MGF1_SHA256 = 2;
        internal const nuint CKG_MGF1_SHA384 = 3;
        internal const nuint CKG_MGF1_SHA512 = 4;
        internal const nuint CKZ_DATA_SPECIFIED = 1;
    }
}
