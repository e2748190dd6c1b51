using Xunit;

namespace Dew.SecureMemory.Tests;

public sealed class SecretBufferTests
{
    [Fact]
    public void A_new_buffer_is_zero()
    {
        using var secret = new SecretBuffer(64);

        Assert.Equal(-1, secret.DangerousGetSpan().IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Dispose_zeroes_the_bytes()
    {
        var secret = new SecretBuffer(64);
        Span<byte> bytes = secret.DangerousGetSpan();
        bytes.Fill(0xA5);

        secret.Dispose();

        Assert.Equal(-1, bytes.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void The_bytes_of_a_disposed_buffer_are_refused()
    {
        var secret = new SecretBuffer(1);
        secret.Dispose();

        Assert.Throws<ObjectDisposedException>(() => secret.DangerousGetSpan().Length);
        Assert.Throws<ObjectDisposedException>(() => secret.DangerousGetMemory().Length);
    }

    [Fact]
    public void Span_and_memory_are_the_same_bytes()
    {
        using var secret = new SecretBuffer(4);
        secret.DangerousGetSpan()[3] = 7;

        Assert.Equal(7, secret.DangerousGetMemory().Span[3]);
    }

    [Fact]
    public void A_negative_length_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SecretBuffer(-1));

    [Fact]
    public void A_length_of_nothing_is_allowed()
    {
        using var secret = new SecretBuffer(0);

        Assert.Equal(0, secret.Length);
    }

    [Fact]
    public void The_bytes_stay_where_they_are_when_the_collector_compacts()
    {
        using var secret = new SecretBuffer(32);
        nint before = AddressOf(secret.DangerousGetSpan());

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(before, AddressOf(secret.DangerousGetSpan()));
    }

    [Fact]
    public void The_text_form_shows_no_content()
    {
        using var secret = new SecretBuffer(3);
        "abc"u8.CopyTo(secret.DangerousGetSpan());

        Assert.Equal("SecretBuffer(3 bytes, redacted)", secret.ToString());
    }

    private static unsafe nint AddressOf(Span<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return (nint)first;
        }
    }
}
