using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>The body that asks why somebody may or may not do something.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExplainRequest
{
    /// <summary>The user, by id or name; or</summary>
    public string? User { get; init; }

    /// <summary>the service; or</summary>
    public string? Service { get; init; }

    /// <summary>the agency, by id or name.</summary>
    public string? Agency { get; init; }

    /// <summary>The action, such as kms:cmk:create.</summary>
    public string? Action { get; init; }

    /// <summary>The id of a key, or the name of another resource; none if absent.</summary>
    public string? Resource { get; init; }

    /// <summary>The project, by id or name; by default the first one for services of the vendor, none for the appliance itself.</summary>
    public string? Project { get; init; }

    /// <summary>The address it would come from; none, as over a Unix socket, if absent.</summary>
    public string? SourceIp { get; init; }
}
