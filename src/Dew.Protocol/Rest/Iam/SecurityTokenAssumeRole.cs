namespace Dew.Protocol.Rest;

/// <summary>Which agency is assumed.</summary>
public sealed record SecurityTokenAssumeRole
{
    /// <summary>The name of the agency.</summary>
    public string? AgencyName { get; init; }

    /// <summary>The domain; if present it must be that of the appliance.</summary>
    public string? DomainId { get; init; }

    /// <summary>The name of the domain, which is its id.</summary>
    public string? DomainName { get; init; }

    /// <summary>How long: 900 to the maximum of the agency; 900 by default.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Accepted for compatibility; not used.</summary>
    public SecurityTokenSessionUser? SessionUser { get; init; }
}
