using System.Security.Cryptography;
using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>The memory of one slot: input, output and additional data side by side, pinned for ever, part of a <see cref="SlotMemory"/>.</summary>
internal sealed unsafe class SlotBuffers
{
    /// <summary>A sealed text of the largest input a slot takes still fits.</summary>
    internal const int OutputSize = CryptoSlot.BufferSize + 64;

    /// <summary>Behind the input there is slack: a tag is moved to the end of its ciphertext there.</summary>
    internal const int InputSize = CryptoSlot.BufferSize + 64;

    /// <summary>Bytes of memory a slot takes, whole cache lines.</summary>
    internal const int Stride = InputSize + OutputSize + CryptoSlot.AdditionalDataSize;

    /// <summary>Bytes an operation may write beyond the length of its input: tag and nonce, a signature, a decrypted RSA block.</summary>
    private const int LargestGrowth = 1024;

    private int _inputUsed;
    private int _outputUsed;
    private int _additionalDataUsed;

    /// <param name="owner">Where the memory belongs. Who holds the buffers, be it a lane in a call that hangs, keeps the memory mapped by it.</param>
    /// <param name="memory">At least <see cref="Stride"/> bytes, zero, at a fixed address.</param>
    internal SlotBuffers(SlotMemory owner, byte* memory)
    {
        Owner = owner;
        Input = memory;
        Output = memory + InputSize;
        AdditionalData = Output + OutputSize;
    }

    internal SlotMemory Owner { get; }

    internal byte* Input { get; }

    internal byte* Output { get; }

    internal byte* AdditionalData { get; }

    /// <summary>Remembers how far the buffers are used by an operation, for <see cref="Clear"/>.</summary>
    internal void NoteUse(int input, int additionalData)
    {
        _inputUsed = Math.Max(_inputUsed, Math.Min(input + LargestGrowth, InputSize));
        _outputUsed = Math.Max(_outputUsed, Math.Min(input + LargestGrowth, OutputSize));
        _additionalDataUsed = Math.Max(_additionalDataUsed, additionalData);
    }

    /// <summary>Zeroes what was used.</summary>
    internal void Clear()
    {
        CryptographicOperations.ZeroMemory(new Span<byte>(Input, _inputUsed));
        CryptographicOperations.ZeroMemory(new Span<byte>(Output, _outputUsed));
        CryptographicOperations.ZeroMemory(new Span<byte>(AdditionalData, _additionalDataUsed));
        _inputUsed = 0;
        _outputUsed = 0;
        _additionalDataUsed = 0;
    }
}
