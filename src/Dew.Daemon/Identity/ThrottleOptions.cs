namespace Dew.Daemon.Identity;

/// <summary>How much one caller may ask. Generous: they are there so that nobody starves the others, not to sell more.</summary>
internal sealed record ThrottleOptions
{
    /// <summary>Requests a second of one principal, lasting.</summary>
    internal int PrincipalRequestsPerSecond { get; init; } = 100_000;

    /// <summary>Requests of one principal that may come at one moment.</summary>
    internal int PrincipalBurst { get; init; } = 20_000;

    /// <summary>Requests of one principal being answered at one moment. Below the queue of the HSM, so that there is always room for others.</summary>
    internal int PrincipalRequestsAtOnce { get; init; } = 512;

    /// <summary>Requests a second of one project, lasting.</summary>
    internal int ProjectRequestsPerSecond { get; init; } = 200_000;

    /// <summary>Requests of one project that may come at one moment.</summary>
    internal int ProjectBurst { get; init; } = 40_000;
}
