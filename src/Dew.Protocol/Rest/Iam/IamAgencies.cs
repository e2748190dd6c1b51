namespace Dew.Protocol.Rest;

/// <summary>A list of agencies.</summary>
public sealed record IamAgencies
{
    /// <summary>The agencies, by name.</summary>
    public required IReadOnlyList<IamAgency> Agencies { get; init; }
}
