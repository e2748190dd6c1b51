namespace Dew.Client.Envelope;

/// <summary>How an envelope is made or opened.</summary>
public sealed class EnvelopeOptions
{
    /// <summary>Plaintext bytes in a segment: a power of two in 4 KiB..16 MiB. Used for encryption only; decryption follows the header.</summary>
    public int SegmentSize { get; init; } = 1024 * 1024;

    /// <summary>Told after each segment how many bytes of plaintext are done; called on the working thread, in order.</summary>
    public IProgress<long>? Progress { get; init; }
}
