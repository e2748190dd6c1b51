namespace Dew.Client;

/// <summary>Which audit records are wanted. What is null does not matter.</summary>
public sealed record AuditSearch
{
    /// <summary>Later than this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Earlier than this.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The trace name, such as createKey.</summary>
    public string? TraceName { get; init; }

    /// <summary>The name or the id of who asked.</summary>
    public string? User { get; init; }

    /// <summary>The kind of resource, such as cmk.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The id of the resource.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The name of the resource.</summary>
    public string? ResourceName { get; init; }

    /// <summary>normal, warning or incident.</summary>
    public string? Rating { get; init; }

    /// <summary>The access key that signed the request.</summary>
    public string? AccessKeyId { get; init; }
}
