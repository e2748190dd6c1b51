namespace Dew.Protocol.Rest;

/// <summary>The body of POST /v3.0/OS-CREDENTIAL/securitytokens.</summary>
public sealed record SecurityTokenRequest
{
    /// <summary>What is asked for.</summary>
    public SecurityTokenAuth? Auth { get; init; }
}
