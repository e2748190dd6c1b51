using System.Numerics;
using System.Runtime.InteropServices;

namespace Dew.Hsm;

/// <summary>
/// A bounded queue for many writers and readers: a ring of cells, each with a sequence number that says whose turn it is (D. Vyukov's bounded
/// MPMC queue). No locks, no allocation after construction.
/// </summary>
internal sealed class RequestQueue
{
    private readonly Cell[] _cells;
    private readonly int _mask;
    private Positions _positions;

    /// <param name="capacity">Rounded up to a power of two, at least 2.</param>
    internal RequestQueue(int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 2));
        _mask = size - 1;
        _cells = new Cell[size];
        for (int i = 0; i < size; i++)
        {
            _cells[i].Sequence = i;
        }
    }

    /// <summary>Requests inside; exact only when nothing moves.</summary>
    internal int Count => (int)Math.Clamp(Volatile.Read(ref _positions.Tail) - Volatile.Read(ref _positions.Head), 0, _mask + 1);

    /// <returns>False if the queue is full.</returns>
    internal bool TryEnqueue(Request request)
    {
        SpinWait wait = default;
        while (true)
        {
            long tail = Volatile.Read(ref _positions.Tail);
            ref Cell cell = ref _cells[(int)tail & _mask];
            long turn = Volatile.Read(ref cell.Sequence) - tail;
            if (turn == 0)
            {
                if (Interlocked.CompareExchange(ref _positions.Tail, tail + 1, tail) == tail)
                {
                    cell.Request = request;
                    Volatile.Write(ref cell.Sequence, tail + 1);
                    return true;
                }
            }
            else if (turn < 0)
            {
                if (tail - Volatile.Read(ref _positions.Head) > _mask)
                {
                    return false;
                }

                // Not full: a reader took this cell a whole round ago and was put aside by the kernel before it could free it.
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    /// <returns>Null if the queue is empty, or its first request is not quite in yet; who puts it in wakes a lane afterwards.</returns>
    internal Request? TryDequeue()
    {
        while (true)
        {
            long head = Volatile.Read(ref _positions.Head);
            ref Cell cell = ref _cells[(int)head & _mask];
            long turn = Volatile.Read(ref cell.Sequence) - (head + 1);
            if (turn == 0)
            {
                if (Interlocked.CompareExchange(ref _positions.Head, head + 1, head) == head)
                {
                    Request request = cell.Request!;
                    cell.Request = null;
                    Volatile.Write(ref cell.Sequence, head + _mask + 1);
                    return request;
                }
            }
            else if (turn < 0)
            {
                return null;
            }
        }
    }

    private struct Cell
    {
        internal long Sequence;
        internal Request? Request;
    }

    /// <summary>Head and tail on cache lines of their own, so that writers and readers do not slow each other down.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Positions
    {
        [FieldOffset(64)]
        internal long Head;

        [FieldOffset(128)]
        internal long Tail;
    }
}
