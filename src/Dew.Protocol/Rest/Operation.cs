using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>An operation of the API and what it needs.</summary>
public sealed record Operation
{
    /// <summary>The HTTP method.</summary>
    [JsonPropertyName("method")]
    public required string Method { get; init; }

    /// <summary>The URL, with its parameters in braces.</summary>
    [JsonPropertyName("url")]
    public required string Url { get; init; }

    /// <summary>The IAM action; empty if every caller may, or nobody is asked who it is.</summary>
    [JsonPropertyName("action")]
    public required string Action { get; init; }

    /// <summary>Whether it answers without asking who it is.</summary>
    [JsonPropertyName("open")]
    public required bool IsOpen { get; init; }

    /// <summary>The states of the appliance in which it is served.</summary>
    [JsonPropertyName("states")]
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>Its name in the audit trail; empty if only refusals are recorded.</summary>
    [JsonPropertyName("trace_name")]
    public required string Trace { get; init; }
}
