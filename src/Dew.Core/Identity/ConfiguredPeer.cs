namespace Dew.Core.Identity;

/// <summary>A peer mapping of the daemon's configuration. It wins over one of the directory and is not stored.</summary>
/// <param name="Peer">The user or group of the operating system.</param>
/// <param name="User">The user of the appliance, by name or id.</param>
public sealed record ConfiguredPeer(PeerId Peer, string User);
