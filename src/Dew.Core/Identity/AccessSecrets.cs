using System.Security.Cryptography;
using Dew.SecureMemory;

namespace Dew.Core.Identity;

/// <summary>The secrets of all access keys, side by side in locked pages: a page of the kernel each would exhaust what may be locked.</summary>
internal sealed class AccessSecrets
{
    /// <summary>Bytes of a secret.</summary>
    internal const int Length = 40;

    private const int SecretsPerPage = 96;

    private readonly Lock _gate = new();
    private readonly Stack<(LockedPages Pages, int Offset)> _free = new();

    /// <summary>Keeps a secret.</summary>
    /// <param name="secret">The secret, <see cref="Length"/> bytes. Copied.</param>
    /// <exception cref="SecureMemoryException">No more memory may be locked.</exception>
    internal AccessSecret Add(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Length);
        lock (_gate)
        {
            if (_free.Count == 0)
            {
                var pages = new LockedPages(SecretsPerPage * Length);
                for (int i = SecretsPerPage - 1; i >= 0; i--)
                {
                    _free.Push((pages, i * Length));
                }
            }

            (LockedPages place, int offset) = _free.Pop();
            secret.CopyTo(place.DangerousGetSpan()[offset..]);
            return new AccessSecret(this, place, offset);
        }
    }

    internal void Free(LockedPages pages, int offset)
    {
        lock (_gate)
        {
            CryptographicOperations.ZeroMemory(pages.DangerousGetSpan().Slice(offset, Length));
            _free.Push((pages, offset));
        }
    }
}
