using System.Buffers.Binary;
using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>
/// Nonces for AES-GCM that do not repeat: a 72-bit random field ‖ a 24-bit counter (NIST SP 800-38D §8.2.1, the fixed field drawn at random).
/// One sequence serves all keys of a process. Why, and the bound, stand in this project's README.
/// </summary>
internal sealed class NonceSequence
{
    internal const int FieldSize = 9;
    internal const int CounterLimit = 1 << 24;

    private readonly FillRandom _fill;
    private readonly Lock _drawing = new();
    private Run? _run;

    internal NonceSequence()
        : this(RandomNumberGenerator.Fill)
    {
    }

    /// <param name="fill">The source of random fields.</param>
    internal NonceSequence(FillRandom fill) => _fill = fill;

    internal delegate void FillRandom(Span<byte> field);

    /// <summary>Fields drawn so far.</summary>
    internal long Draws { get; private set; }

    /// <summary>Writes the next nonce. From any thread; without a lock but for one call in 2^24.</summary>
    /// <param name="nonce">Receives 12 bytes.</param>
    internal void Next(Span<byte> nonce)
    {
        while (true)
        {
            Run? run = Volatile.Read(ref _run);
            if (run is not null)
            {
                long count = Interlocked.Increment(ref run.Counter) - 1;
                if (count < CounterLimit)
                {
                    run.Field.AsSpan().CopyTo(nonce);
                    nonce[FieldSize] = (byte)(count >> 16);
                    BinaryPrimitives.WriteUInt16BigEndian(nonce.Slice(FieldSize + 1, CryptoSlot.NonceSize - FieldSize - 1), (ushort)count);
                    return;
                }
            }

            Draw(run);
        }
    }

    private void Draw(Run? usedUp)
    {
        lock (_drawing)
        {
            if (!ReferenceEquals(_run, usedUp))
            {
                return;
            }

            var run = new Run();
            _fill(run.Field);
            Draws++;
            Volatile.Write(ref _run, run);
        }
    }

    private sealed class Run
    {
        internal readonly byte[] Field = new byte[FieldSize];
        internal long Counter;
    }
}
