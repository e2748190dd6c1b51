using System.Text.Json.Serialization;

namespace Dew.Protocol.Rest;

/// <summary>A trace (reference section 6).</summary>
public sealed record TraceInfo
{
    /// <summary>The sequence of the audit record, in decimal digits.</summary>
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    /// <summary>The name of the operation.</summary>
    [JsonPropertyName("trace_name")]
    public required string TraceName { get; init; }

    /// <summary>normal, warning or incident.</summary>
    [JsonPropertyName("trace_rating")]
    public required string TraceRating { get; init; }

    /// <summary>ApiCall, or SystemAction for the work of the appliance itself.</summary>
    [JsonPropertyName("trace_type")]
    public required string TraceType { get; init; }

    /// <summary>The service in capitals.</summary>
    [JsonPropertyName("service_type")]
    public required string ServiceType { get; init; }

    /// <summary>The kind of resource.</summary>
    [JsonPropertyName("resource_type")]
    public required string ResourceType { get; init; }

    /// <summary>The id of the resource.</summary>
    [JsonPropertyName("resource_id")]
    public string? ResourceId { get; init; }

    /// <summary>The name of the resource.</summary>
    [JsonPropertyName("resource_name")]
    public string? ResourceName { get; init; }

    /// <summary>Who asked.</summary>
    [JsonPropertyName("user")]
    public required TraceUser User { get; init; }

    /// <summary>Where from.</summary>
    [JsonPropertyName("source_ip")]
    public string? SourceIp { get; init; }

    /// <summary>When it happened, in milliseconds since 1970 UTC.</summary>
    [JsonPropertyName("time")]
    public required long Time { get; init; }

    /// <summary>When it was recorded: the same.</summary>
    [JsonPropertyName("record_time")]
    public required long RecordTime { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>The id of the request.</summary>
    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    /// <summary>The members of the request that hold no secret, as JSON.</summary>
    [JsonPropertyName("request")]
    public string? Request { get; init; }

    /// <summary>The words of a failure, or what else is worth knowing.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    /// <summary>Always 1.0.</summary>
    [JsonPropertyName("api_version")]
    public required string ApiVersion { get; init; }
}
