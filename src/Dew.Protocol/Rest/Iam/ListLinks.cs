namespace Dew.Protocol.Rest;

/// <summary>Links of a list or an item.</summary>
public sealed record ListLinks
{
    /// <summary>The URL without the host.</summary>
    public required string Self { get; init; }
}
