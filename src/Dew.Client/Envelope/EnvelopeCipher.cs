using Dew.SecureMemory;

namespace Dew.Client.Envelope;

/// <summary>
/// Envelope encryption of data of any size in constant memory: under a data key that the appliance makes and alone can unwrap.
/// The format stands in the README of this project.
/// </summary>
public static class EnvelopeCipher
{
    /// <summary>Encrypts a stream under a new data key of the appliance.</summary>
    /// <param name="client">The appliance.</param>
    /// <param name="keyId">The key that wraps the data key, a UUID.</param>
    /// <param name="source">Read to its end.</param>
    /// <param name="destination">Receives the envelope; not flushed, not closed.</param>
    /// <param name="options">Segment size and progress; null for the usual.</param>
    /// <param name="cancellationToken">Stops the work; the destination is then of no use.</param>
    /// <returns>The header that was written.</returns>
    /// <exception cref="DewException">The appliance gave no data key.</exception>
    /// <exception cref="EnvelopeException">The data is larger than an envelope may be.</exception>
    public static async Task<EnvelopeHeader> EncryptAsync(
        DewClient client,
        string keyId,
        Stream source,
        Stream destination,
        EnvelopeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        using DataKey dataKey = await client.CreateDataKeyAsync(keyId, EnvelopeFormat.DataKeySize, null, cancellationToken);
        return await EncryptAsync(dataKey, source, destination, options, cancellationToken);
    }

    /// <summary>Encrypts a stream under a data key. The same data key may serve several envelopes: each derives its own key.</summary>
    /// <param name="dataKey">32 bytes; disposed by the caller, who may do so as soon as the returned task is over.</param>
    /// <param name="source">Read to its end.</param>
    /// <param name="destination">Receives the envelope; not flushed, not closed.</param>
    /// <param name="options">Segment size and progress; null for the usual.</param>
    /// <param name="cancellationToken">Stops the work; the destination is then of no use.</param>
    /// <returns>The header that was written.</returns>
    /// <exception cref="EnvelopeException">The data is larger than an envelope may be.</exception>
    public static async Task<EnvelopeHeader> EncryptAsync(
        DataKey dataKey, Stream source, Stream destination, EnvelopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataKey);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        options ??= new EnvelopeOptions();
        EnvelopeHeader header = EnvelopeHeader.Create(dataKey.KeyId, dataKey.Ciphertext.Span, options.SegmentSize);
        using var cipher = new SegmentCipher(header, dataKey.Plaintext);
        using var pipe = new SegmentPipe(header.SegmentSize, header.SegmentSize + EnvelopeFormat.TagSize);
        await destination.WriteAsync(header.Bytes, cancellationToken);
        await pipe.RunAsync(source, destination, Seal, cancellationToken);
        return header;

        int Seal(ReadOnlySpan<byte> input, Span<byte> output, bool last)
        {
            int length = input.Length + EnvelopeFormat.TagSize;
            cipher.Seal(input, output[..length], last);
            options.Progress?.Report(cipher.PlaintextBytes);
            return length;
        }
    }

    /// <summary>Decrypts an envelope with the data key unwrapped by the appliance.</summary>
    /// <param name="client">The appliance.</param>
    /// <param name="source">The envelope, read to its end.</param>
    /// <param name="destination">
    /// Receives the plaintext, each segment after it was found authentic. That the data is complete is known only when this method
    /// returns: if it throws, what was written is a prefix that must not be used (see <see cref="AtomicFile"/>).
    /// </param>
    /// <param name="options">Progress; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The header that was read.</returns>
    /// <exception cref="DewException">The appliance did not unwrap the data key.</exception>
    /// <exception cref="EnvelopeException">The envelope is not authentic or not complete.</exception>
    public static async Task<EnvelopeHeader> DecryptAsync(
        DewClient client,
        Stream source,
        Stream destination,
        EnvelopeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        EnvelopeHeader header = await EnvelopeHeader.ReadAsync(source, cancellationToken);
        using SecretBuffer dataKey = await client.DecryptDataKeyAsync(
            header.KeyId, header.WrappedDataKey, EnvelopeFormat.DataKeySize, null, cancellationToken);
        await DecryptAsync(header, dataKey, source, destination, options, cancellationToken);
        return header;
    }

    /// <summary>Decrypts the segments that follow a header.</summary>
    /// <param name="header">Read from the same source.</param>
    /// <param name="dataKey">32 bytes, unwrapped by the caller, who also disposes it.</param>
    /// <param name="source">The rest of the envelope, read to its end.</param>
    /// <param name="destination">As in the other overload: of no use if this method throws.</param>
    /// <param name="options">Progress; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EnvelopeException">The envelope is not authentic or not complete.</exception>
    public static async Task DecryptAsync(
        EnvelopeHeader header,
        SecretBuffer dataKey,
        Stream source,
        Stream destination,
        EnvelopeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(dataKey);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        using var cipher = new SegmentCipher(header, dataKey);
        using var pipe = new SegmentPipe(header.SegmentSize + EnvelopeFormat.TagSize, header.SegmentSize);
        await pipe.RunAsync(source, destination, Open, cancellationToken);

        int Open(ReadOnlySpan<byte> input, Span<byte> output, bool last)
        {
            int length = input.Length - EnvelopeFormat.TagSize;
            if (length < 0)
            {
                throw new EnvelopeException(EnvelopeFailure.Truncated, "The encrypted file ends within a segment.");
            }

            // Only an envelope of nothing has an empty segment; this form of the same content is not one we write.
            if (length == 0 && cipher.PlaintextBytes > 0)
            {
                throw new EnvelopeException(EnvelopeFailure.Damaged, "The encrypted file is damaged: its last segment is empty.");
            }

            cipher.Open(input, output[..length], last);
            options?.Progress?.Report(cipher.PlaintextBytes);
            return length;
        }
    }
}
