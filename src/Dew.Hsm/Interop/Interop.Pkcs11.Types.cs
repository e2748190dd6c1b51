using System.Runtime.InteropServices;

namespace Dew.Hsm;

internal static unsafe partial class Interop
{
    internal static partial class Pkcs11
    {
        /// <summary>§3.1.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_VERSION
        {
            internal byte major;
            internal byte minor;
        }

        /// <summary>§3.1.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_INFO
        {
            internal CK_VERSION cryptokiVersion;
            internal fixed byte manufacturerID[32];
            internal nuint flags;
            internal fixed byte libraryDescription[32];
            internal CK_VERSION libraryVersion;
        }

        /// <summary>§3.2.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_TOKEN_INFO
        {
            internal fixed byte label[32];
            internal fixed byte manufacturerID[32];
            internal fixed byte model[16];
            internal fixed byte serialNumber[16];
            internal nuint flags;
            internal nuint ulMaxSessionCount;
            internal nuint ulSessionCount;
            internal nuint ulMaxRwSessionCount;
            internal nuint ulRwSessionCount;
            internal nuint ulMaxPinLen;
            internal nuint ulMinPinLen;
            internal nuint ulTotalPublicMemory;
            internal nuint ulFreePublicMemory;
            internal nuint ulTotalPrivateMemory;
            internal nuint ulFreePrivateMemory;
            internal CK_VERSION hardwareVersion;
            internal CK_VERSION firmwareVersion;
            internal fixed byte utcTime[16];
        }

        /// <summary>§3.3.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_SESSION_INFO
        {
            internal nuint slotID;
            internal nuint state;
            internal nuint flags;
            internal nuint ulDeviceError;
        }

        /// <summary>§3.4.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_ATTRIBUTE
        {
            internal nuint type;
            internal void* pValue;
            internal nuint ulValueLen;
        }

        /// <summary>§3.5.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_MECHANISM
        {
            internal nuint mechanism;
            internal void* pParameter;
            internal nuint ulParameterLen;
        }

        /// <summary>§3.5.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_MECHANISM_INFO
        {
            internal nuint ulMinKeySize;
            internal nuint ulMaxKeySize;
            internal nuint flags;
        }

        /// <summary>
        /// §3.7, with one null behind it: NSS reads its configuration from where pReserved stands (it calls the field LibraryParameters)
        /// and then expects a pReserved of its own behind it, which must be null.
        /// </summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_C_INITIALIZE_ARGS
        {
            internal void* CreateMutex;
            internal void* DestroyMutex;
            internal void* LockMutex;
            internal void* UnlockMutex;
            internal nuint flags;
            internal byte* pReserved;
            internal void* pReservedOfNss;
        }

        /// <summary>§2.12.3 of the mechanisms, with ulIvBits as the headers of 2.40 errata 1 and 3.0 have it.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_GCM_PARAMS
        {
            internal byte* pIv;
            internal nuint ulIvLen;
            internal nuint ulIvBits;
            internal byte* pAAD;
            internal nuint ulAADLen;
            internal nuint ulTagBits;
        }

        /// <summary>§2.12.3 of the mechanisms as first printed, without ulIvBits. Some modules are built against it.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_GCM_PARAMS_WITHOUT_IV_BITS
        {
            internal byte* pIv;
            internal nuint ulIvLen;
            internal byte* pAAD;
            internal nuint ulAADLen;
            internal nuint ulTagBits;
        }

        /// <summary>§2.1.8 of the mechanisms.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_RSA_PKCS_OAEP_PARAMS
        {
            internal nuint hashAlg;
            internal nuint mgf;
            internal nuint source;
            internal void* pSourceData;
            internal nuint ulSourceDataLen;
        }

        /// <summary>§2.1.10 of the mechanisms.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct CK_RSA_PKCS_PSS_PARAMS
        {
            internal nuint hashAlg;
            internal nuint mgf;
            internal nuint sLen;
        }
    }
}
