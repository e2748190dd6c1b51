using System.Runtime.InteropServices;
using Dew.SecureMemory;
using Microsoft.Extensions.Logging;

namespace Dew.Hsm;

/// <summary>
/// Memory for slot buffers, which carry data keys in the clear: locked pages, some slots at a time, kept until the process ends. Where the
/// limit of locked memory is used up, ordinary memory takes over and the log says so once.
/// </summary>
internal sealed unsafe partial class SlotMemory(ILogger logger)
{
    private const int SlotsAtATime = 16;

    private readonly Lock _gate = new();
    private readonly Stack<SlotBuffers> _free = new();
    private readonly List<LockedPages> _pages = [];
    private bool _lockingRefused;

    /// <summary>Zeroed buffers.</summary>
    internal SlotBuffers Take()
    {
        lock (_gate)
        {
            if (_free.Count == 0)
            {
                Grow();
            }

            return _free.Pop();
        }
    }

    /// <summary>Zeroes the buffers and takes them back. Nobody else may still write to them.</summary>
    internal void Return(SlotBuffers buffers)
    {
        buffers.Clear();
        lock (_gate)
        {
            _free.Push(buffers);
        }
    }

    private void Grow()
    {
        byte* memory = AllocateLocked();
        if (memory is null)
        {
            // Never freed: a call that hangs may still write here.
            memory = (byte*)NativeMemory.AlignedAlloc(SlotsAtATime * SlotBuffers.Stride, 64);
            NativeMemory.Clear(memory, SlotsAtATime * SlotBuffers.Stride);
        }

        for (int i = 0; i < SlotsAtATime; i++)
        {
            _free.Push(new SlotBuffers(this, memory + (i * SlotBuffers.Stride)));
        }
    }

    private byte* AllocateLocked()
    {
        if (_lockingRefused)
        {
            return null;
        }

        try
        {
            var pages = new LockedPages(SlotsAtATime * SlotBuffers.Stride);
            _pages.Add(pages);
            fixed (byte* memory = pages.DangerousGetSpan())
            {
                return memory;
            }
        }
        catch (SecureMemoryException refused)
        {
            _lockingRefused = true;
            LogNotLocked(refused.Message);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "More slots are in use than locked memory allows; further ones are not kept out of swap. {Reason}")]
    private partial void LogNotLocked(string reason);
}
