namespace Dew.Testing;

/// <summary>The <c>openssl</c> command line, as the independent second opinion on keys, signatures and ciphertexts.</summary>
public static class OpenSsl
{
    /// <summary>Runs it; the exit code is the caller's to look at.</summary>
    public static ProgramResult Run(byte[]? input, params string[] arguments) => Programs.Run("openssl", arguments, input);

    /// <summary>
    /// Whether the signature verifies over the message. <paramref name="hash"/> is such as <c>sha256</c>; more options of <c>openssl dgst</c>,
    /// such as <c>-sigopt rsa_padding_mode:pss</c>, come last.
    /// </summary>
    public static bool Verifies(string publicKeyPem, string hash, byte[] message, byte[] signature, params string[] options)
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch.Combine("key.pem"), publicKeyPem);
        File.WriteAllBytes(scratch.Combine("signature"), signature);
        string[] arguments = ["dgst", $"-{hash}", "-verify", scratch.Combine("key.pem"), "-signature", scratch.Combine("signature"), .. options];
        return Run(message, arguments).ExitCode == 0;
    }

    /// <summary>Encrypts with RSA-OAEP, SHA-256 for both hashes.</summary>
    public static byte[] EncryptOaepSha256(string publicKeyPem, byte[] plaintext)
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch.Combine("key.pem"), publicKeyPem);
        return Run(
            plaintext,
            "pkeyutl", "-encrypt", "-pubin", "-inkey", scratch.Combine("key.pem"),
            "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha256", "-pkeyopt", "rsa_mgf1_md:sha256").Checked().Output;
    }
}
