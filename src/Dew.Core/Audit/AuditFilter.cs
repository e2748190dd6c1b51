namespace Dew.Core.Audit;

/// <summary>Which records are wanted. What is null matters not; texts must be equal.</summary>
public sealed record AuditFilter
{
    /// <summary>The project; null for the records of all projects and of none.</summary>
    public string? ProjectId { get; init; }

    /// <summary>With a project: whether also the records that belong to no project, those of the directory and of the appliance itself.</summary>
    public bool WithoutProject { get; init; }

    /// <summary>Later than this, in milliseconds since 1970 UTC.</summary>
    public long? AfterMs { get; init; }

    /// <summary>Earlier than this, in milliseconds since 1970 UTC.</summary>
    public long? BeforeMs { get; init; }

    /// <summary>The trace name.</summary>
    public string? TraceName { get; init; }

    /// <summary>The service in capitals.</summary>
    public string? ServiceType { get; init; }

    /// <summary>The kind of resource.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The id of the resource.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The name of the resource.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The name or the id of who asked.</summary>
    public string? User { get; init; }

    /// <summary>normal, warning or incident.</summary>
    public string? Rating { get; init; }

    /// <summary>The access key that signed the request.</summary>
    public string? AccessKeyId { get; init; }
}
