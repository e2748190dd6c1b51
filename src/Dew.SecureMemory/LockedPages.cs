namespace Dew.SecureMemory;

/// <summary>
/// Memory for secrets that live as long as the process: whole pages outside the managed heap, locked against swap
/// (mlock), left out of core dumps (MADV_DONTDUMP) and of forked children (MADV_DONTFORK), zeroed when released.
/// </summary>
/// <remarks>Reading and writing from several threads is the caller's to order. There is no text form, no equality and no serialisation.</remarks>
public sealed unsafe class LockedPages : IDisposable
{
    private readonly LockedPagesHandle _handle;

    /// <summary>Maps and locks at least <paramref name="length"/> bytes, all zero.</summary>
    /// <param name="length">Bytes wanted, at least 1; the mapping is rounded up to whole pages.</param>
    /// <exception cref="SecureMemoryException">The kernel refused to map or lock, usually because RLIMIT_MEMLOCK is too small.</exception>
    public LockedPages(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        nuint mapped = (nuint)((length + Environment.SystemPageSize - 1L) / Environment.SystemPageSize * Environment.SystemPageSize);
        nint address = Interop.Libc.mmap(
            0, mapped, Interop.Libc.PROT_READ | Interop.Libc.PROT_WRITE, Interop.Libc.MAP_PRIVATE | Interop.Libc.MAP_ANONYMOUS, -1, 0);
        if (address == Interop.Libc.MAP_FAILED)
        {
            throw SecureMemoryException.FromErrno($"map {mapped} bytes for secrets");
        }

        _handle = new LockedPagesHandle(address, mapped);
        Length = length;
        if (Interop.Libc.mlock(address, mapped) != 0)
        {
            SecureMemoryException refused = SecureMemoryException.FromErrno($"lock {mapped} bytes for secrets");
            _handle.Dispose();
            throw refused;
        }

        if (Interop.Libc.madvise(address, mapped, Interop.Libc.MADV_DONTDUMP) != 0 ||
            Interop.Libc.madvise(address, mapped, Interop.Libc.MADV_DONTFORK) != 0)
        {
            SecureMemoryException refused = SecureMemoryException.FromErrno($"exclude {mapped} bytes for secrets from core dumps");
            _handle.Dispose();
            throw refused;
        }
    }

    /// <summary>Usable bytes.</summary>
    public int Length { get; }

    /// <summary>The secret bytes themselves. The span must not outlive this object.</summary>
    /// <exception cref="ObjectDisposedException">The pages are released.</exception>
    public Span<byte> DangerousGetSpan()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return new Span<byte>((void*)_handle.DangerousGetHandle(), Length);
    }

    /// <summary>Zeroes and unmaps the pages.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Never the content.</summary>
    public override string ToString() => $"LockedPages({Length} bytes, redacted)";
}
