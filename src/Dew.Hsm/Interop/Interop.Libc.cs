using System.Runtime.InteropServices;

namespace Dew.Hsm;

internal static partial class Interop
{
    /// <summary>The few functions of the C library this project needs.</summary>
    internal static partial class Libc
    {
        /// <summary>0, or -1 with errno.</summary>
        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        internal static partial int setenv(string name, string value, int overwrite);
    }
}
