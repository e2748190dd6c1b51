using System.Security.Cryptography;

namespace Dew.Cli.Files;

/// <summary>Hashes data of any size in constant memory.</summary>
internal static class FileHasher
{
    private const int BufferSize = 1024 * 1024;

    /// <param name="source">Read to its end.</param>
    /// <param name="hash">SHA-256, SHA-384 or SHA-512.</param>
    /// <param name="progress">Told after each buffer how many bytes are done; null for nobody.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static async Task<byte[]> HashAsync(
        Stream source, HashAlgorithmName hash, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var incremental = IncrementalHash.CreateHash(hash);
        byte[] current = new byte[BufferSize], next = new byte[BufferSize];
        long done = 0;
        int length = await source.ReadAsync(current, cancellationToken);
        while (length > 0)
        {
            // One buffer is hashed while the next is read.
            ValueTask<int> reading = source.ReadAsync(next, cancellationToken);
            incremental.AppendData(current, 0, length);
            done += length;
            progress?.Report(done);
            length = await reading;
            (current, next) = (next, current);
        }

        return incremental.GetHashAndReset();
    }
}
