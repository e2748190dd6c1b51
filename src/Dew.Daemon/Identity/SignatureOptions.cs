namespace Dew.Daemon.Identity;

/// <summary>What is accepted of signatures.</summary>
internal sealed record SignatureOptions
{
    /// <summary>How far X-Sdk-Date may be from now, both ways.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The region that the scope of a V11-HMAC-SHA256 signature must name, if it does not name <c>globe</c>; null accepts any. Clients write what
    /// their configuration calls the region, so an appliance that stands in for a region of the cloud may have to accept any.
    /// </summary>
    internal string? Region { get; init; }

    /// <summary>Whether a client is told that its access key is unknown, as the vendor's gateway does, or gets the words of a wrong signature.</summary>
    internal bool TellUnknownAccessKey { get; init; } = true;

    /// <summary>
    /// How long after its first use a signature may be used again. Clients that send the same request twice in one second make the same
    /// signature twice, and HTTP clients repeat a request whose connection broke.
    /// </summary>
    internal TimeSpan ReplayGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Signatures remembered at most, 24 bytes each in tables that are at most three quarters full; memory is taken as they come.</summary>
    internal int ReplayCapacity { get; init; } = 1 << 20;

    /// <summary>
    /// Until when an earlier process of this appliance may have accepted signatures that this one knows nothing of; null if there was none. The
    /// time of the last audit record is a good value.
    /// </summary>
    internal DateTimeOffset? ReplayEarlierUntil { get; init; }
}
