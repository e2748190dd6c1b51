using System.Runtime.InteropServices;

namespace Dew.Hsm;

internal static unsafe partial class Interop
{
    internal static partial class Pkcs11
    {
        /// <summary>CK_FUNCTION_LIST of PKCS#11 v2.40 §3.6: the table C_GetFunctionList answers with. What is not called from here is a bare pointer.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_FUNCTION_LIST
        {
            internal CK_VERSION version;
            internal delegate* unmanaged[Cdecl]<CK_C_INITIALIZE_ARGS*, nuint> C_Initialize;
            internal delegate* unmanaged[Cdecl]<void*, nuint> C_Finalize;
            internal delegate* unmanaged[Cdecl]<CK_INFO*, nuint> C_GetInfo;
            private readonly void* C_GetFunctionList;
            internal delegate* unmanaged[Cdecl]<byte, nuint*, nuint*, nuint> C_GetSlotList;
            private readonly void* C_GetSlotInfo;
            internal delegate* unmanaged[Cdecl]<nuint, CK_TOKEN_INFO*, nuint> C_GetTokenInfo;
            private readonly void* C_GetMechanismList;
            internal delegate* unmanaged[Cdecl]<nuint, nuint, CK_MECHANISM_INFO*, nuint> C_GetMechanismInfo;
            private readonly void* C_InitToken;
            private readonly void* C_InitPIN;
            private readonly void* C_SetPIN;
            internal delegate* unmanaged[Cdecl]<nuint, nuint, void*, void*, nuint*, nuint> C_OpenSession;
            internal delegate* unmanaged[Cdecl]<nuint, nuint> C_CloseSession;
            private readonly void* C_CloseAllSessions;
            internal delegate* unmanaged[Cdecl]<nuint, CK_SESSION_INFO*, nuint> C_GetSessionInfo;
            private readonly void* C_GetOperationState;
            private readonly void* C_SetOperationState;
            internal delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, nuint> C_Login;
            private readonly void* C_Logout;
            internal delegate* unmanaged[Cdecl]<nuint, CK_ATTRIBUTE*, nuint, nuint*, nuint> C_CreateObject;
            private readonly void* C_CopyObject;
            internal delegate* unmanaged[Cdecl]<nuint, nuint, nuint> C_DestroyObject;
            private readonly void* C_GetObjectSize;
            internal delegate* unmanaged[Cdecl]<nuint, nuint, CK_ATTRIBUTE*, nuint, nuint> C_GetAttributeValue;
            private readonly void* C_SetAttributeValue;
            internal delegate* unmanaged[Cdecl]<nuint, CK_ATTRIBUTE*, nuint, nuint> C_FindObjectsInit;
            internal delegate* unmanaged[Cdecl]<nuint, nuint*, nuint, nuint*, nuint> C_FindObjects;
            internal delegate* unmanaged[Cdecl]<nuint, nuint> C_FindObjectsFinal;
            internal delegate* unmanaged[Cdecl]<nuint, CK_MECHANISM*, nuint, nuint> C_EncryptInit;
            internal delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint*, nuint> C_Encrypt;
            private readonly void* C_EncryptUpdate;
            private readonly void* C_EncryptFinal;
            internal delegate* unmanaged[Cdecl]<nuint, CK_MECHANISM*, nuint, nuint> C_DecryptInit;
            internal delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint*, nuint> C_Decrypt;
            private readonly void* C_DecryptUpdate;
            private readonly void* C_DecryptFinal;
            private readonly void* C_DigestInit;
            private readonly void* C_Digest;
            private readonly void* C_DigestUpdate;
            private readonly void* C_DigestKey;
            private readonly void* C_DigestFinal;
            internal delegate* unmanaged[Cdecl]<nuint, CK_MECHANISM*, nuint, nuint> C_SignInit;
            internal delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint*, nuint> C_Sign;
            private readonly void* C_SignUpdate;
            private readonly void* C_SignFinal;
            private readonly void* C_SignRecoverInit;
            private readonly void* C_SignRecover;
            private readonly void* C_VerifyInit;
            private readonly void* C_Verify;
            private readonly void* C_VerifyUpdate;
            private readonly void* C_VerifyFinal;
            private readonly void* C_VerifyRecoverInit;
            private readonly void* C_VerifyRecover;
            private readonly void* C_DigestEncryptUpdate;
            private readonly void* C_DecryptDigestUpdate;
            private readonly void* C_SignEncryptUpdate;
            private readonly void* C_DecryptVerifyUpdate;
            internal delegate* unmanaged[Cdecl]<nuint, CK_MECHANISM*, CK_ATTRIBUTE*, nuint, nuint*, nuint> C_GenerateKey;
            internal delegate* unmanaged[Cdecl]<nuint, CK_MECHANISM*, CK_ATTRIBUTE*, nuint, CK_ATTRIBUTE*, nuint, nuint*, nuint*, nuint> C_GenerateKeyPair;
            internal delegate* unmanaged[Cdecl]<nuint, CK_MECHANISM*, nuint, nuint, byte*, nuint*, nuint> C_WrapKey;
            internal delegate* unmanaged[Cdecl]<nuint, CK_MECHANISM*, nuint, byte*, nuint, CK_ATTRIBUTE*, nuint, nuint*, nuint> C_UnwrapKey;
            private readonly void* C_DeriveKey;
            private readonly void* C_SeedRandom;
            internal delegate* unmanaged[Cdecl]<nuint, byte*, nuint, nuint> C_GenerateRandom;
            private readonly void* C_GetFunctionStatus;
            private readonly void* C_CancelFunction;
            private readonly void* C_WaitForSlotEvent;
        }
    }
}
