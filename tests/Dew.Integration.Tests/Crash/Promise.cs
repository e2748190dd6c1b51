namespace Dew.Integration.Tests.Crash;

/// <summary>An answer the daemon gave and has to stand by: a ciphertext that opens to a plaintext, or a signature that verifies.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Kind">What was asked for.</param>
/// <param name="Given">The plaintext, the data key in hex, or the message in base64.</param>
/// <param name="Made">The ciphertext or signature.</param>
internal sealed record Promise(string KeyId, PromiseKind Kind, string Given, string Made);
