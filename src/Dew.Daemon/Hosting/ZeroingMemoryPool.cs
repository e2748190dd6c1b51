using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Dew.Daemon.Hosting;

/// <summary>
/// The buffers through which requests and answers pass. They carry data keys and plaintext, so they are pinned, never handed to anybody
/// else, and zeroed when returned.
/// </summary>
internal sealed class ZeroingMemoryPool : MemoryPool<byte>
{
    private const int BlockSize = 4096;
    private const int MaxPooled = 4096;

    private readonly ConcurrentQueue<Block> _free = new();

    public override int MaxBufferSize => BlockSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        return _free.TryDequeue(out Block? block) ? block : new Block(this);
    }

    protected override void Dispose(bool disposing) => _free.Clear();

    private sealed class Block : IMemoryOwner<byte>
    {
        private readonly ZeroingMemoryPool _pool;
        private readonly byte[] _bytes = GC.AllocateArray<byte>(BlockSize, pinned: true);

        internal Block(ZeroingMemoryPool pool)
        {
            _pool = pool;
            Memory = _bytes;
        }

        public Memory<byte> Memory { get; }

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(_bytes);
            if (_pool._free.Count < MaxPooled)
            {
                _pool._free.Enqueue(this);
            }
        }
    }
}
