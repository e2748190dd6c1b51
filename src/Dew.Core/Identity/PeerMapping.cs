namespace Dew.Core.Identity;

/// <summary>Who a user or group of the operating system is on the Unix sockets.</summary>
public sealed record PeerMapping : IDirectoryRecord
{
    /// <summary>The text of a <see cref="PeerId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The user of the appliance.</summary>
    public required string UserId { get; init; }

    /// <summary>When it was last set.</summary>
    public required DateTimeOffset Changed { get; init; }

    string IDirectoryRecord.Name => Id;
}
