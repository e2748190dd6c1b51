using Dew.Core;
using Dew.Core.Ports;

namespace Dew.Hsm;

/// <summary>The slots at rest. It grows to what is in use at one time and keeps that.</summary>
internal sealed class SlotPool(SlotMemory memory, LanePool lanes, RequestRegistry registry)
{
    private readonly Lock _gate = new();
    private readonly Stack<DataSlot> _free = new();

    internal CryptoSlot Rent()
    {
        DataSlot? slot;
        lock (_gate)
        {
            _free.TryPop(out slot);
        }

        if (slot is null)
        {
            slot = new DataSlot(this, new SlotRequest(memory));
            registry.Add(slot.Request);
        }

        slot.MarkRented();
        return slot;
    }

    internal ValueTask<Status> Submit(SlotRequest request) =>
        lanes.TrySubmit(request) ? request.Pending : ValueTask.FromResult(lanes.Refusal);

    internal void TakeBack(DataSlot slot)
    {
        lock (_gate)
        {
            _free.Push(slot);
        }
    }
}
