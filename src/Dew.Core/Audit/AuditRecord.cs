using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dew.Core.Audit;

/// <summary>An audit record as it is written: one JSON object, its members in this order, empty ones left out.</summary>
public sealed record AuditRecord
{
    /// <summary>Place in the chain, from 1, without gaps.</summary>
    [JsonPropertyName("sequence"), JsonPropertyOrder(0)]
    public required long Sequence { get; init; }

    /// <summary>When, in milliseconds since 1970 UTC. Never less than in the record before.</summary>
    [JsonPropertyName("time"), JsonPropertyOrder(1)]
    public required long TimeMs { get; init; }

    /// <summary>The trace name.</summary>
    [JsonPropertyName("trace_name"), JsonPropertyOrder(2)]
    public required string TraceName { get; init; }

    /// <summary>The service in capitals.</summary>
    [JsonPropertyName("service_type"), JsonPropertyOrder(3)]
    public required string ServiceType { get; init; }

    /// <summary>normal, warning or incident.</summary>
    [JsonPropertyName("trace_rating"), JsonPropertyOrder(4)]
    public required string TraceRating { get; init; }

    /// <summary>The number of the outcome (<see cref="Core.Status"/>), the same for ever.</summary>
    [JsonPropertyName("status"), JsonPropertyOrder(5)]
    public required ushort Status { get; init; }

    /// <summary>The name of the outcome.</summary>
    [JsonPropertyName("outcome"), JsonPropertyOrder(6)]
    public required string Outcome { get; init; }

    /// <summary>The kind of resource.</summary>
    [JsonPropertyName("resource_type"), JsonPropertyOrder(7)]
    public required string ResourceType { get; init; }

    /// <summary>The id of the resource.</summary>
    [JsonPropertyName("resource_id"), JsonPropertyOrder(8)]
    public string? ResourceId { get; init; }

    /// <summary>The name of the resource.</summary>
    [JsonPropertyName("resource_name"), JsonPropertyOrder(9)]
    public string? ResourceName { get; init; }

    /// <summary>user, agency, service, system or unknown.</summary>
    [JsonPropertyName("user_type"), JsonPropertyOrder(10)]
    public required string UserType { get; init; }

    /// <summary>The id of who asked.</summary>
    [JsonPropertyName("user_id"), JsonPropertyOrder(11)]
    public string? UserId { get; init; }

    /// <summary>The name of who asked.</summary>
    [JsonPropertyName("user_name"), JsonPropertyOrder(12)]
    public string? UserName { get; init; }

    /// <summary>The access key that signed the request.</summary>
    [JsonPropertyName("access_key_id"), JsonPropertyOrder(13)]
    public string? AccessKeyId { get; init; }

    /// <summary>For an agency: the id of who acts for it.</summary>
    [JsonPropertyName("assumed_by"), JsonPropertyOrder(14)]
    public string? AssumedBy { get; init; }

    /// <summary>unix, tls, http or internal.</summary>
    [JsonPropertyName("channel"), JsonPropertyOrder(15)]
    public required string Channel { get; init; }

    /// <summary>The address of the client.</summary>
    [JsonPropertyName("source_ip"), JsonPropertyOrder(16)]
    public string? SourceIp { get; init; }

    /// <summary>The id of the request.</summary>
    [JsonPropertyName("request_id"), JsonPropertyOrder(17)]
    public string? RequestId { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("project_id"), JsonPropertyOrder(18)]
    public string? ProjectId { get; init; }

    /// <summary>Members of the request that hold no secret, as JSON text.</summary>
    [JsonPropertyName("request"), JsonPropertyOrder(19)]
    public string? Request { get; init; }

    /// <summary>The words of a failure, or what else is worth knowing.</summary>
    [JsonPropertyName("message"), JsonPropertyOrder(20)]
    public string? Message { get; init; }

    /// <summary>How many operations the record stands for; absent means one.</summary>
    [JsonPropertyName("count"), JsonPropertyOrder(21)]
    public long? Count { get; init; }

    /// <summary>What the clock said, in milliseconds since 1970 UTC, if that was a second or more behind the record before; absent otherwise.</summary>
    [JsonPropertyName("clock"), JsonPropertyOrder(22)]
    public long? ClockMs { get; init; }

    /// <summary>SHA-256 of the whole record before this one, 64 lower-case hexadecimal digits; 64 zeros in the first record.</summary>
    [JsonPropertyName("previous"), JsonPropertyOrder(23)]
    public required string Previous { get; init; }

    /// <summary>The hash by which the next record names a record.</summary>
    /// <param name="json">The whole record.</param>
    /// <returns>SHA-256 in lower-case hexadecimal digits.</returns>
    public static string HashOf(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>A record's members; null if the text is none.</summary>
    /// <param name="json">The record.</param>
    public static AuditRecord? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AuditJson.Default.AuditRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
