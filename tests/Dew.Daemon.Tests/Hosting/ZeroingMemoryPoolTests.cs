using System.Buffers;
using Dew.Daemon.Hosting;
using Xunit;

namespace Dew.Daemon.Tests.Hosting;

public sealed class ZeroingMemoryPoolTests
{
    [Fact]
    public void A_returned_buffer_is_zero()
    {
        using var pool = new ZeroingMemoryPool();
        IMemoryOwner<byte> owner = pool.Rent();
        Memory<byte> memory = owner.Memory;
        memory.Span.Fill(0xA5);

        owner.Dispose();

        Assert.False(memory.Span.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void A_returned_buffer_is_used_again()
    {
        using var pool = new ZeroingMemoryPool();
        IMemoryOwner<byte> first = pool.Rent();
        first.Dispose();

        Assert.Same(first, pool.Rent());
    }

    [Fact]
    public void More_than_a_block_is_refused()
    {
        using var pool = new ZeroingMemoryPool();

        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(pool.MaxBufferSize + 1));
    }
}
