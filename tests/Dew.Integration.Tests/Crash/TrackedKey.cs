namespace Dew.Integration.Tests.Crash;

/// <summary>What one key must look like by the answers its worker got, and what the request that was cut off may have changed.</summary>
internal sealed class TrackedKey
{
    internal required string Id { get; init; }

    internal required string Spec { get; init; }

    internal required string Alias { get; set; }

    internal string Description { get; set; } = "";

    internal string State { get; set; } = "2";

    /// <summary>The whole look the key has if the request in flight was carried out; null when none is.</summary>
    internal (string Alias, string Description, string State)? InFlight { get; set; }

    internal (string Alias, string Description, string State) Look => (Alias, Description, State);

    internal bool Enabled => State == "2" && InFlight is null;

    internal bool CanWrap => Spec == "AES_256";

    internal bool CanSign => Spec == "EC_P256";

    /// <summary>Whether what the daemon shows is what was acknowledged, or that with the request in flight carried out.</summary>
    internal bool Allows((string Alias, string Description, string State) seen) => seen == Look || seen == InFlight;

    /// <summary>Goes on from what the daemon shows.</summary>
    internal void Adopt((string Alias, string Description, string State) seen)
    {
        (Alias, Description, State) = seen;
        InFlight = null;
    }
}
