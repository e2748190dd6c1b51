using Dew.Core.Identity;

namespace Dew.Core.Audit;

/// <summary>What the audit trail is told. Nothing of it may be a secret.</summary>
public sealed record AuditEntry
{
    /// <summary>The operation.</summary>
    public required Trace Trace { get; init; }

    /// <summary>What it came to.</summary>
    public required Status Status { get; init; }

    /// <summary>Who asked.</summary>
    public required Principal Principal { get; init; }

    /// <summary>How the request came.</summary>
    public required AuditChannel Channel { get; init; }

    /// <summary>The address it came from; empty for the appliance itself.</summary>
    public string Source { get; init; } = "";

    /// <summary>The id of the request; empty for the appliance itself.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The project; empty if none is concerned.</summary>
    public string ProjectId { get; init; } = "";

    /// <summary>The id of what it acted on; empty if that is not known.</summary>
    public string ResourceId { get; init; } = "";

    /// <summary>The name of what it acted on, if it has one.</summary>
    public string ResourceName { get; init; } = "";

    /// <summary>The words of a failure, or what else is worth knowing.</summary>
    public string Message { get; init; } = "";

    /// <summary>The members of the request that are known to hold no secret, as JSON.</summary>
    public string Request { get; init; } = "";

    /// <summary>How many operations this one record stands for.</summary>
    public long Count { get; init; } = 1;
}
