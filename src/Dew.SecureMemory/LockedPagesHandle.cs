using System.Runtime.InteropServices;

namespace Dew.SecureMemory;

/// <summary>An anonymous mapping, unmapped when released. The bytes are zeroed first.</summary>
internal sealed class LockedPagesHandle : SafeHandle
{
    private readonly nuint _length;

    internal LockedPagesHandle(nint address, nuint length)
        : base(Interop.Libc.MAP_FAILED, ownsHandle: true)
    {
        SetHandle(address);
        _length = length;
    }

    public override bool IsInvalid => handle is 0 or Interop.Libc.MAP_FAILED;

    protected override unsafe bool ReleaseHandle()
    {
        NativeMemory.Clear((void*)handle, _length);
        return Interop.Libc.munmap(handle, _length) == 0;
    }
}
