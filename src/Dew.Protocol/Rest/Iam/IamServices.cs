namespace Dew.Protocol.Rest;

/// <summary>The service principals.</summary>
public sealed record IamServices
{
    /// <summary>The services, by name.</summary>
    public required IReadOnlyList<IamService> Services { get; init; }
}
