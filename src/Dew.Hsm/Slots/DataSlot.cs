using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>The slot front ends hold: a <see cref="SlotRequest"/> with the pool it came from.</summary>
internal sealed class DataSlot : CryptoSlot
{
    private readonly SlotPool _pool;
    private bool _rented;

    internal DataSlot(SlotPool pool, SlotRequest request)
    {
        _pool = pool;
        Request = request;
    }

    internal SlotRequest Request { get; }

    public override Span<byte> InputBuffer => Rented().InputBuffer;

    public override Span<byte> AdditionalDataBuffer => Rented().AdditionalDataBuffer;

    public override ReadOnlySpan<byte> Output => Rented().Output;

    public override ValueTask<Status> RunAsync(CryptoOperation operation, KeyHandle? key)
    {
        SlotRequest request = Rented();
        request.Set(operation, key, Hash, InputLength, RandomLength, AdditionalDataLength);
        return _pool.Submit(request);
    }

    internal void MarkRented() => _rented = true;

    protected override void Return()
    {
        if (!_rented)
        {
            return;
        }

        Request.ClearBuffers(InputLength, AdditionalDataLength);
        _rented = false;
        InputLength = 0;
        RandomLength = 0;
        AdditionalDataLength = 0;
        Hash = HashName.Unset;
        _pool.TakeBack(this);
    }

    private SlotRequest Rented()
    {
        ObjectDisposedException.ThrowIf(!_rented, this);
        return Request;
    }
}
