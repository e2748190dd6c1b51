using System.Text.Json.Serialization;

namespace Dew.Cli.Output;

/// <summary>The result of a change after which the appliance has nothing to show, such as a deletion.</summary>
internal sealed record EntryChangeJson
{
    /// <summary>What kind of entry, such as user.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>As the user named it.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>deleted, added or removed.</summary>
    [JsonPropertyName("change")]
    public required string Change { get; init; }

    /// <summary>What was added or removed.</summary>
    [JsonPropertyName("member")]
    public string? Member { get; init; }
}
