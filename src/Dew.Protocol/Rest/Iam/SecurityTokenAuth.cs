namespace Dew.Protocol.Rest;

/// <summary>What is asked for with temporary credentials.</summary>
public sealed record SecurityTokenAuth
{
    /// <summary>How.</summary>
    public SecurityTokenIdentity? Identity { get; init; }
}
