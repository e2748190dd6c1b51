namespace Dew.Protocol.Rest;

/// <summary>A list of enterprise projects.</summary>
public sealed record IamEnterpriseProjects
{
    /// <summary>The enterprise projects, by name.</summary>
    public required IReadOnlyList<IamProject> EnterpriseProjects { get; init; }
}
