namespace Dew.Protocol.Rest;

/// <summary>Who a user or group of the operating system is on the Unix sockets.</summary>
public sealed record IamPeer
{
    /// <summary>user:NUMBER or group:NUMBER.</summary>
    public required string Peer { get; init; }

    /// <summary>The user of the appliance; absent if the configuration names one that there is not.</summary>
    public IamReference? User { get; init; }

    /// <summary>directory, or configuration, which wins.</summary>
    public required string Source { get; init; }
}
