using static Dew.Hsm.Interop.Pkcs11;

namespace Dew.Hsm;

/// <summary>GCM parameters in either layout, on the stack of the caller.</summary>
internal unsafe struct GcmParameters
{
    private const int TagBits = 128;

    private CK_GCM_PARAMS _withIvBits;
    private CK_GCM_PARAMS_WITHOUT_IV_BITS _withoutIvBits;

    /// <summary>Fills both and points the mechanism to the one the module takes.</summary>
    /// <param name="self">On the stack: the mechanism points into it.</param>
    internal static CK_MECHANISM Describe(GcmParameters* self, bool hasIvBits, byte* nonce, byte* additionalData, int additionalDataLength)
    {
        self->_withIvBits = new CK_GCM_PARAMS
        {
            pIv = nonce,
            ulIvLen = Core.Ports.CryptoSlot.NonceSize,
            ulIvBits = Core.Ports.CryptoSlot.NonceSize * 8,
            pAAD = additionalDataLength == 0 ? null : additionalData,
            ulAADLen = (nuint)additionalDataLength,
            ulTagBits = TagBits,
        };
        self->_withoutIvBits = new CK_GCM_PARAMS_WITHOUT_IV_BITS
        {
            pIv = nonce,
            ulIvLen = Core.Ports.CryptoSlot.NonceSize,
            pAAD = self->_withIvBits.pAAD,
            ulAADLen = (nuint)additionalDataLength,
            ulTagBits = TagBits,
        };
        return hasIvBits
            ? new CK_MECHANISM { mechanism = CKM_AES_GCM, pParameter = &self->_withIvBits, ulParameterLen = (nuint)sizeof(CK_GCM_PARAMS) }
            : new CK_MECHANISM { mechanism = CKM_AES_GCM, pParameter = &self->_withoutIvBits, ulParameterLen = (nuint)sizeof(CK_GCM_PARAMS_WITHOUT_IV_BITS) };
    }
}
