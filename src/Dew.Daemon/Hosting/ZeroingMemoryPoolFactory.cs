using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Dew.Daemon.Hosting;

/// <summary>Gives Kestrel the pool that zeroes.</summary>
internal sealed class ZeroingMemoryPoolFactory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new ZeroingMemoryPool();
}
