using System.Net;
using Dew.Core.Identity;
using Dew.Core.Kms;

namespace Dew.Daemon.Identity;

/// <summary>What a permission is asked for.</summary>
/// <param name="Address">Where the request comes from; null on a Unix socket.</param>
/// <param name="KeyId">The key it names, whether it exists or not; null if it names none.</param>
/// <param name="Key">The key, if it exists in the project.</param>
/// <param name="NewKey">For an operation that creates a key: what it would be.</param>
/// <param name="Parameters">The parameters of the request.</param>
internal readonly record struct AccessTarget(IPAddress? Address, Guid? KeyId, KeyRecord? Key, IResourceFacts? NewKey, IRequestFacts? Parameters)
{
    /// <summary>The name of what is no key; null if the request names no such thing.</summary>
    internal string? ResourceName { get; init; }
}
