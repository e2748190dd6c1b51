using System.Buffers.Text;
using Dew.SecureMemory;

namespace Dew.Cli.Output;

/// <summary>Writes secrets as text without making strings of them.</summary>
internal static class SecretText
{
    internal static void WriteHex(Stream destination, ReadOnlySpan<byte> secret)
    {
        using var text = new SecretBuffer(secret.Length * 2);
        if (!Convert.TryToHexStringLower(secret, text.DangerousGetSpan(), out _))
        {
            throw new InvalidOperationException("The room for hexadecimal was too small.");
        }

        destination.Write(text.DangerousGetSpan());
    }

    internal static void WriteBase64(Stream destination, ReadOnlySpan<byte> secret)
    {
        using var text = new SecretBuffer(Base64.GetMaxEncodedToUtf8Length(secret.Length));
        Base64.EncodeToUtf8(secret, text.DangerousGetSpan(), out _, out int written);
        destination.Write(text.DangerousGetSpan()[..written]);
    }
}
