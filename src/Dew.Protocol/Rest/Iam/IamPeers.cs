namespace Dew.Protocol.Rest;

/// <summary>The peers.</summary>
public sealed record IamPeers
{
    /// <summary>Those of the configuration first.</summary>
    public required IReadOnlyList<IamPeer> Peers { get; init; }
}
