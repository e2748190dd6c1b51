using Dew.SecureMemory;

namespace Dew.Client.Rest;

/// <summary>Reads the body of an answer, which may hold a secret, into memory that is zeroed afterwards.</summary>
internal static class BodyReader
{
    /// <summary>A page of 1000 keys needs under 1 MiB; more than this is not an answer of the API.</summary>
    internal const int MaxBody = 16 * 1024 * 1024;

    private const int FirstChunk = 16 * 1024;

    /// <returns>Exactly the body; the caller disposes it.</returns>
    /// <exception cref="DewException">The body is larger than <see cref="MaxBody"/>.</exception>
    internal static async Task<SecretBuffer> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaxBody)
        {
            DewException.ThrowMalformed($"it announces {content.Headers.ContentLength} bytes, more than {MaxBody}");
        }

        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        return content.Headers.ContentLength is { } length
            ? await ReadExactlyAsync(stream, (int)length, cancellationToken)
            : await ReadToEndAsync(stream, cancellationToken);
    }

    private static async Task<SecretBuffer> ReadExactlyAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var body = new SecretBuffer(length);
        try
        {
            await stream.ReadExactlyAsync(body.DangerousGetMemory(), cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static async Task<SecretBuffer> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var body = new SecretBuffer(FirstChunk);
        try
        {
            int filled = 0;
            while (true)
            {
                filled += await stream.ReadAtLeastAsync(
                    body.DangerousGetMemory()[filled..], body.Length - filled, throwOnEndOfStream: false, cancellationToken);
                if (filled < body.Length)
                {
                    return Resized(body, filled, filled);
                }

                if (body.Length >= MaxBody)
                {
                    DewException.ThrowMalformed($"it has more than {MaxBody} bytes");
                }

                body = Resized(body, filled, body.Length * 4);
            }
        }
        finally
        {
            body.Dispose();
        }
    }

    /// <summary>A buffer of another size with the same first bytes; the old one is zeroed.</summary>
    private static SecretBuffer Resized(SecretBuffer old, int filled, int length)
    {
        var resized = new SecretBuffer(length);
        old.DangerousGetSpan()[..filled].CopyTo(resized.DangerousGetSpan());
        old.Dispose();
        return resized;
    }
}
