namespace Dew.Protocol.Rest;

/// <summary>The answer of GET /v3/projects, as the vendor's clients read it (reference section 7).</summary>
public sealed record ProjectListResponse
{
    /// <summary>The projects.</summary>
    public required IReadOnlyList<ProjectListItem> Projects { get; init; }

    /// <summary>Where this list is.</summary>
    public required ListLinks Links { get; init; }
}
