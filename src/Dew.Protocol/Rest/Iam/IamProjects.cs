namespace Dew.Protocol.Rest;

/// <summary>A list of projects.</summary>
public sealed record IamProjects
{
    /// <summary>The projects, by name.</summary>
    public required IReadOnlyList<IamProject> Projects { get; init; }
}
