using System.Security.Cryptography;

namespace Dew.Client.Envelope;

/// <summary>
/// Moves data through a transformation segment by segment: knows one segment ahead whether the present one is the last, and writes
/// one segment while the next is read and transformed. Four buffers, whatever the size of the data; all zeroed at the end.
/// </summary>
internal sealed class SegmentPipe : IDisposable
{
    private readonly Memory<byte> _output;
    private readonly Memory<byte> _spareOutput;
    private Memory<byte> _current;
    private Memory<byte> _next;

    internal SegmentPipe(int inputSize, int outputSize)
    {
        _current = NewBuffer(inputSize);
        _next = NewBuffer(inputSize);
        _output = NewBuffer(outputSize);
        _spareOutput = NewBuffer(outputSize);
    }

    /// <summary>Transforms a segment of input into the output; says how long that is.</summary>
    internal delegate int Transformation(ReadOnlySpan<byte> input, Span<byte> output, bool last);

    public void Dispose()
    {
        foreach (Memory<byte> buffer in (ReadOnlySpan<Memory<byte>>)[_current, _next, _output, _spareOutput])
        {
            CryptographicOperations.ZeroMemory(buffer.Span);
        }
    }

    /// <summary>Reads the source to its end. An empty source is one empty, last segment.</summary>
    internal async Task RunAsync(Stream source, Stream destination, Transformation transform, CancellationToken cancellationToken)
    {
        Memory<byte> output = _output, spare = _spareOutput;
        Task writing = Task.CompletedTask;
        try
        {
            bool last = false;
            int length = await FillAsync(source, _current, cancellationToken);
            while (!last)
            {
                int ahead = length < _current.Length ? 0 : await FillAsync(source, _next, cancellationToken);
                last = ahead == 0;
                int written = transform(_current.Span[..length], output.Span, last);
                await writing;
                writing = destination.WriteAsync(output[..written], cancellationToken).AsTask();
                (output, spare) = (spare, output);
                (_current, _next, length) = (_next, _current, ahead);
            }
        }
        catch
        {
            // The failure that is on its way counts; the write in flight must only be over before its buffer is zeroed.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await writing;
    }

    private static ValueTask<int> FillAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken) =>
        source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    /// <summary>Pinned, so that the collector leaves no copies of plaintext behind.</summary>
    private static byte[] NewBuffer(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);
}
