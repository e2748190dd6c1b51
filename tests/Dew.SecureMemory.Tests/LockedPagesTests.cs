using System.Globalization;
using Xunit;

namespace Dew.SecureMemory.Tests;

public sealed class LockedPagesTests
{
    [Theory]
    [InlineData("lo", "locked against swap")]
    [InlineData("dd", "left out of core dumps")]
    [InlineData("dc", "not copied on fork")]
    public void The_mapping_has_the_flag(string flag, string meaning)
    {
        using var pages = new LockedPages(100);

        Assert.True(FlagsOf(pages).Contains(flag), $"The mapping is not {meaning}.");
    }

    [Fact]
    public void New_pages_are_zero()
    {
        using var pages = new LockedPages(10_000);

        Assert.Equal(-1, pages.DangerousGetSpan().IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Every_byte_asked_for_can_be_written()
    {
        using var pages = new LockedPages(Environment.SystemPageSize + 1);

        pages.DangerousGetSpan().Fill(0xFF);

        Assert.Equal(Environment.SystemPageSize + 1, pages.DangerousGetSpan().Length);
    }

    [Fact]
    public unsafe void Release_zeroes_before_it_unmaps()
    {
        // A handle over memory that stays readable: unmapping it fails (the address is inside a page), zeroing must have happened.
        byte[] memory = GC.AllocateArray<byte>(64, pinned: true);
        memory.AsSpan().Fill(0xA5);
        fixed (byte* first = memory)
        {
            new LockedPagesHandle((nint)first | 1, 32).Dispose();
        }

        Assert.Equal(-1, memory.AsSpan(1, 31).IndexOfAnyExcept((byte)0));
        Assert.Equal(0xA5, memory[40]);
    }

    [Fact]
    public void Disposed_pages_are_unmapped()
    {
        var pages = new LockedPages(100);
        ulong address = AddressOf(pages);

        pages.Dispose();

        Assert.DoesNotContain("lo", FlagsAt(address));
    }

    [Fact]
    public void The_bytes_of_disposed_pages_are_refused()
    {
        var pages = new LockedPages(1);
        pages.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pages.DangerousGetSpan().Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_length_below_one_is_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LockedPages(length));

    [Fact]
    public void A_kernel_that_refuses_to_lock_is_reported_with_the_limit_to_raise()
    {
        // In a user namespace of its own even root has no CAP_IPC_LOCK, so the limit counts.
        (int exitCode, string output, string errors) = Child.Start(["unshare", "--map-root-user", "prlimit", "--memlock=0:0"], Child.LockPages);
        Assert.SkipWhen(errors.StartsWith("unshare", StringComparison.Ordinal), $"No user namespaces here: {errors}");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("Could not lock 4096 bytes", output, StringComparison.Ordinal);
        Assert.Contains("LimitMEMLOCK=", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_form_shows_no_content()
    {
        using var pages = new LockedPages(3);
        "abc"u8.CopyTo(pages.DangerousGetSpan());

        Assert.Equal("LockedPages(3 bytes, redacted)", pages.ToString());
    }

    private static unsafe ulong AddressOf(LockedPages pages)
    {
        fixed (byte* first = pages.DangerousGetSpan())
        {
            return (ulong)first;
        }
    }

    private static string[] FlagsOf(LockedPages pages) => FlagsAt(AddressOf(pages));

    /// <summary>VmFlags of the mapping that holds an address (proc(5), smaps); empty if there is none.</summary>
    private static string[] FlagsAt(ulong address)
    {
        bool inside = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string first = line.Split(' ')[0];
            if (first.Split('-') is [var from, var to])
            {
                inside = address >= Hexadecimal(from) && address < Hexadecimal(to);
            }
            else if (inside && first == "VmFlags:")
            {
                return line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            }
        }

        return [];
    }

    private static ulong Hexadecimal(string digits) => ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
