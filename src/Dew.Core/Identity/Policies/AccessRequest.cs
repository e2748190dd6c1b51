using System.Net;

namespace Dew.Core.Identity;

/// <summary>What somebody wants to do, as far as policies can ask about it.</summary>
public readonly struct AccessRequest
{
    /// <summary>What is to be done.</summary>
    public required IamAction Action { get; init; }

    /// <summary>The id of the user, or of the agency or service that acts: g:UserId.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>The name of the same: g:UserName.</summary>
    public required string PrincipalName { get; init; }

    /// <summary>When it was asked for: g:CurrentTime.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The key, for actions on a key; null when no single key is meant.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>The name of the resource, for actions on anything else; null when no single resource is meant.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Where it comes from: g:SourceIp. Null over a Unix socket, where there is no address.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Whether nobody on the way could read it (TLS, or a Unix socket): g:SecureTransport.</summary>
    public bool IsSecureTransport { get; init; }

    /// <summary>About the resource, asked only when a condition asks. For an action that creates: about what is to be created.</summary>
    public IResourceFacts? Resource { get; init; }

    /// <summary>About the request's own parameters, asked only when a condition asks.</summary>
    public IRequestFacts? Parameters { get; init; }

    /// <summary>Whether it names a single resource.</summary>
    internal bool HasTarget => Action.Resource == ResourceType.Key ? KeyId.HasValue : ResourceName is not null;
}
