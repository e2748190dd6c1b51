using System.Buffers.Text;
using Dew.Cli.CommandLine;
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

    /// <summary>A secret that is printable text without quotes or backslashes, so that it can stand between quotes.</summary>
    /// <exception cref="CliException">It is not; nothing was written.</exception>
    internal static void WritePlain(Stream destination, ReadOnlySpan<byte> secret)
    {
        if (secret.ContainsAnyExceptInRange((byte)'!', (byte)'~') || secret.ContainsAny((byte)'"', (byte)'\'', (byte)'\\'))
        {
            throw new CliException(ExitCode.Refused, "The secret that the appliance gave has characters that a secret key cannot have.", "check that dew and dewd are of one version: dew --version, dew status");
        }

        destination.Write(secret);
    }
}
