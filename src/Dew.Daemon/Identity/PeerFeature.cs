namespace Dew.Daemon.Identity;

/// <summary>On a connection of a Unix socket: who the kernel says is at the other end.</summary>
/// <param name="UserId">The user.</param>
/// <param name="GroupIds">All groups of the user, the effective one first.</param>
internal sealed record PeerFeature(uint UserId, uint[] GroupIds);
