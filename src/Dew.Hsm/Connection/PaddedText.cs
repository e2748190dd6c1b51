using System.Text;

namespace Dew.Hsm;

/// <summary>Text fields of PKCS#11: fixed length, UTF-8, filled up with blanks (some modules use zeros).</summary>
internal static unsafe class PaddedText
{
    internal static string Read(byte* field, int length) =>
        Encoding.UTF8.GetString(new ReadOnlySpan<byte>(field, length).TrimEnd(" \0"u8));
}
