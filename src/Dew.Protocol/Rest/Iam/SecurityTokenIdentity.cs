using System.Text.Json;

namespace Dew.Protocol.Rest;

/// <summary>How temporary credentials are asked for.</summary>
public sealed record SecurityTokenIdentity
{
    /// <summary>["assume_role"]; nothing else is served.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>Which agency.</summary>
    public SecurityTokenAssumeRole? AssumeRole { get; init; }

    /// <summary>Refused if present: credentials cannot be narrowed down here.</summary>
    public JsonElement? Policy { get; init; }
}
