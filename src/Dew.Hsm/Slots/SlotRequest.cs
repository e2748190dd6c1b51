using System.Threading.Tasks.Sources;
using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>The request inside a slot. It is its own value-task source, so a run allocates nothing.</summary>
internal sealed unsafe class SlotRequest : Request, IValueTaskSource<Status>
{
    private readonly SlotMemory _memory;
    private ManualResetValueTaskSourceCore<Status> _completion;
    private SlotBuffers _buffers;
    private LoadedKey? _key;
    private CryptoOperation _operation;
    private HashName _hash;
    private int _inputLength;
    private int _randomLength;
    private int _additionalDataLength;
    private int _outputLength;

    internal SlotRequest(SlotMemory memory)
    {
        _memory = memory;
        _buffers = memory.Take();
    }

    internal Span<byte> InputBuffer => new(_buffers.Input, CryptoSlot.BufferSize);

    internal Span<byte> AdditionalDataBuffer => new(_buffers.AdditionalData, CryptoSlot.AdditionalDataSize);

    internal ReadOnlySpan<byte> Output => new(_buffers.Output, _outputLength);

    /// <summary>Takes the parameters of the next run and checks what only a caller's mistake can make wrong.</summary>
    /// <exception cref="ArgumentException">The caller's mistake.</exception>
    internal void Set(CryptoOperation operation, KeyHandle? key, HashName hash, int inputLength, int randomLength, int additionalDataLength)
    {
        if (IsBusy)
        {
            throw new InvalidOperationException("The slot runs an operation already; one at a time.");
        }

        SlotRules.Check(operation, key, hash, inputLength, randomLength, additionalDataLength);
        _operation = operation;
        _key = key as LoadedKey;
        _hash = hash;
        _inputLength = inputLength;
        _randomLength = randomLength;
        _additionalDataLength = additionalDataLength;
        _outputLength = 0;
        _buffers.NoteUse(inputLength, additionalDataLength);
        _completion.Reset();
    }

    internal override bool MayRunOnSubmitter => true;

    internal ValueTask<Status> Pending => new(this, _completion.Version);

    /// <summary>Zeroes what was used; for a slot at rest.</summary>
    internal void ClearBuffers(int inputLength, int additionalDataLength)
    {
        if (IsBusy)
        {
            throw new InvalidOperationException("The slot was disposed while its operation ran; await it first.");
        }

        // The caller may have filled a buffer and never run.
        _buffers.NoteUse(
            Math.Clamp(inputLength, 0, CryptoSlot.BufferSize), Math.Clamp(additionalDataLength, 0, CryptoSlot.AdditionalDataSize));
        _buffers.Clear();
        _outputLength = 0;
        _key = null;
    }

    Status IValueTaskSource<Status>.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Status>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<Status>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    internal override void Capture(ref LaneJob job)
    {
        job.Key = _key;
        job.Operation = _operation;
        job.Hash = _hash;
        job.Buffers = _buffers;
        job.InputLength = _inputLength;
        job.RandomLength = _randomLength;
        job.AdditionalDataLength = _additionalDataLength;
    }

    internal override CallResult Execute(Lane lane, ref LaneJob job) => DataOperations.Execute(lane, ref job);

    internal override void Tell(Status status, int outputLength, bool onThisThread)
    {
        _outputLength = outputLength;
        _completion.RunContinuationsAsynchronously = !onThisThread;
        _completion.SetResult(status);
    }

    internal override void CleanUpAfterLateReturn(ref LaneJob job) => job.Buffers!.Owner.Return(job.Buffers);

    protected override void OnAbandonedInsideModule() => _buffers = _memory.Take();
}
