using Dew.Core.Audit;
using Dew.Core.Identity;

namespace Dew.Core;

/// <summary>Who asks for an operation, how, and under which name it is recorded. One for each request; not for several threads at once.</summary>
public sealed class CallContext
{
    /// <summary>Who asks.</summary>
    public required Principal Principal { get; init; }

    /// <summary>The operation's name in the audit trail; null if it is recorded only when it is refused.</summary>
    public required Trace? Trace { get; init; }

    /// <summary>What a refusal is recorded as when <see cref="Trace"/> is null.</summary>
    public Trace RefusalTrace { get; init; } = Traces.Query;

    /// <summary>The project of the request; empty for what belongs to no project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>How the request came.</summary>
    public required AuditChannel Channel { get; init; }

    /// <summary>The address it came from; empty if it has none.</summary>
    public string Source { get; init; } = "";

    /// <summary>The id of the request.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Members of the request that hold no secret, as JSON.</summary>
    public string Request { get; set; } = "";

    /// <summary>The id of what is acted on, once it is known.</summary>
    public string ResourceId { get; set; } = "";

    /// <summary>The name of what is acted on, once it is known.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>Whether the outcome is in the audit trail already, because it was written together with the change.</summary>
    public bool IsRecorded { get; internal set; }

    /// <summary>The context of what the appliance does by itself.</summary>
    /// <param name="trace">The operation.</param>
    /// <param name="projectId">The project, or empty.</param>
    public static CallContext OfSystem(Trace trace, string projectId = "") => new()
    {
        Principal = Principal.System,
        Trace = trace,
        ProjectId = projectId,
        Channel = AuditChannel.Internal,
    };

    /// <summary>What the audit trail is told of this operation.</summary>
    /// <param name="status">What it came to.</param>
    /// <param name="message">The words of a failure.</param>
    public AuditEntry Entry(Status status, string message = "") => new()
    {
        Trace = Trace ?? RefusalTrace,
        Status = status,
        Principal = Principal,
        Channel = Channel,
        Source = Source,
        RequestId = RequestId,
        ProjectId = ProjectId,
        ResourceId = ResourceId,
        ResourceName = ResourceName,
        Request = Request,
        Message = message,
    };

    /// <summary>Tells the audit trail what the operation came to, unless it knows already or has no name for a success.</summary>
    /// <param name="trail">The audit trail.</param>
    /// <param name="status">What it came to.</param>
    /// <param name="message">The words of a failure.</param>
    public async ValueTask RecordAsync(AuditTrail trail, Status status, string message = "")
    {
        ArgumentNullException.ThrowIfNull(trail);
        if (IsRecorded || (status == Status.Ok && Trace is null))
        {
            return;
        }

        IsRecorded = true;
        await trail.AppendAsync(Entry(status, message));
    }
}
