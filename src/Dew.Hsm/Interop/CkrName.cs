using System.Globalization;
using Net.Pkcs11Interop.Common;

namespace Dew.Hsm;

/// <summary>Return values of PKCS#11 in words.</summary>
internal static class CkrName
{
    /// <summary>The name of the header, or the number of a vendor's own value.</summary>
    internal static string Of(nuint rv)
    {
        var known = (CKR)rv;
        return Enum.IsDefined(known) ? known.ToString() : string.Create(CultureInfo.InvariantCulture, $"CKR 0x{rv:X8}");
    }
}
