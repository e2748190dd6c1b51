using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that asks for a certificate.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IssueCertificateRequest
{
    /// <summary>client or server.</summary>
    public string? Kind { get; init; }

    /// <summary>For a client: the user it shall stand for, by id or name; or</summary>
    public string? User { get; init; }

    /// <summary>the service.</summary>
    public string? Service { get; init; }

    /// <summary>For a server: its host names and addresses; those of the request in <see cref="Csr"/> if absent.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>A certificate request, PKCS#10 in PEM. Only its key counts, and of a server its names.</summary>
    public string? Csr { get; init; }

    /// <summary>How long, 1 to 3650; 397 by default.</summary>
    public int? Days { get; init; }
}
