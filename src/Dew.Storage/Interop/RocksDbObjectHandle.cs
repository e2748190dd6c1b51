using System.Runtime.InteropServices;

namespace Dew.Storage;

/// <summary>
/// An object of RocksDB. One that uses another, as an iterator uses its database, holds a reference to it, so that the
/// order in which the handles are disposed does not matter.
/// </summary>
internal abstract class RocksDbObjectHandle() : SafeHandle(0, ownsHandle: true)
{
    private SafeHandle? _used;

    public override bool IsInvalid => handle == 0;

    /// <summary>Keeps <paramref name="other"/> alive until this handle is released.</summary>
    internal void Uses(SafeHandle other)
    {
        bool added = false;
        other.DangerousAddRef(ref added);
        _used = other;
    }

    /// <summary>Frees the object itself.</summary>
    protected abstract void Destroy();

    protected sealed override bool ReleaseHandle()
    {
        Destroy();
        _used?.DangerousRelease();
        return true;
    }
}
