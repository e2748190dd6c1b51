namespace Dew.Protocol.Rest;

/// <summary>The answer of GET /v3/auth/domains, as the vendor's clients read it (reference section 7).</summary>
public sealed record DomainListResponse
{
    /// <summary>The one domain.</summary>
    public required IReadOnlyList<DomainListItem> Domains { get; init; }

    /// <summary>Where this list is.</summary>
    public required ListLinks Links { get; init; }
}
