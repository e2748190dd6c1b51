using System.Security.Cryptography;

namespace Dew.SecureMemory;

/// <summary>
/// A secret that lives for one operation: pinned so that the garbage collector leaves no copies behind, zeroed when disposed.
/// For secrets that live longer use <see cref="LockedPages"/>.
/// </summary>
public sealed class SecretBuffer : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    /// <summary>Makes room for a secret, all zero.</summary>
    /// <param name="length">Bytes, 0 or more.</param>
    public SecretBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        _bytes.AsSpan().Clear();
    }

    /// <summary>Bytes of the secret.</summary>
    public int Length => _bytes.Length;

    /// <summary>The secret bytes themselves. The span must not outlive this object.</summary>
    /// <exception cref="ObjectDisposedException">The secret is gone.</exception>
    public Span<byte> DangerousGetSpan()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _bytes;
    }

    /// <summary>The secret bytes for APIs that take memory. The memory must not outlive this object.</summary>
    /// <exception cref="ObjectDisposedException">The secret is gone.</exception>
    public Memory<byte> DangerousGetMemory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _bytes;
    }

    /// <summary>Zeroes the secret.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    /// <summary>Never the content.</summary>
    public override string ToString() => $"SecretBuffer({Length} bytes, redacted)";
}
