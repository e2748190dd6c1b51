using Dew.Protocol.Signing;

namespace Dew.Daemon.Identity;

/// <summary>A signed request of which everything but the body was looked at. Nothing of it is proven yet.</summary>
/// <typeparam name="TKey">What access keys are.</typeparam>
internal readonly record struct PendingSignature<TKey>
    where TKey : class, IAccessKey
{
    /// <summary>The request.</summary>
    internal required RequestView Request { get; init; }

    /// <summary>Its Authorization header.</summary>
    internal required AuthorizationHeader Authorization { get; init; }

    /// <summary>The value of X-Sdk-Date.</summary>
    internal required string Date { get; init; }

    /// <summary>The time of <see cref="Date"/>.</summary>
    internal required DateTimeOffset SignedAt { get; init; }

    /// <summary>The value of X-Sdk-Content-Sha256, 64 characters, or null.</summary>
    internal required string? ContentHash { get; init; }

    /// <summary>Whether the request has a security token.</summary>
    internal required bool IsTemporary { get; init; }

    /// <summary>The access key that the request names, or null if there is none.</summary>
    internal required TKey? Key { get; init; }

    /// <summary>The access key id that the request names; for the record of a refusal.</summary>
    internal string ClaimedAccessKey => Authorization.AccessKey.ToString();
}
